package io.sockit.socket.device;

import io.sockit.api.LinkType;
import io.sockit.spi.Contribution;
import io.sockit.spi.EtherType;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.NetworkProtocol;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which network protocol takes the packets of a link type and EtherType. There are a handful, so a
/// look at the last one found and then a scan of their numbers is the fastest look-up. On the
/// strand.
final class ProtocolTable implements ExtensionView.Listener<EtherType, NetworkProtocol> {
    private final List<Contribution<NetworkProtocol>> rows = new ArrayList<>();
    private int[] keys = {};
    private int lastKey;
    private @Nullable Contribution<NetworkProtocol> lastFound;

    @Nullable Contribution<NetworkProtocol> find(LinkType link, int etherType) {
        int key = key(link, etherType);
        return key == lastKey ? lastFound : search(key);
    }

    private @Nullable Contribution<NetworkProtocol> search(int key) {
        int[] all = keys;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == key) {
                lastKey = key;
                lastFound = rows.get(i);
                return lastFound;
            }
        }
        return null;
    }

    @Override
    public void added(EtherType key, Contribution<NetworkProtocol> contribution) {
        forgetLast();
        keys = Arrays.copyOf(keys, keys.length + 1);
        keys[keys.length - 1] = key(key.link(), key.number());
        rows.add(contribution);
    }

    @Override
    public void removed(EtherType key, Contribution<NetworkProtocol> contribution) {
        forgetLast();
        int place = rows.indexOf(contribution);
        if (place >= 0) {
            int[] fewer = Arrays.copyOf(keys, keys.length - 1);
            System.arraycopy(keys, place + 1, fewer, place, fewer.length - place);
            keys = fewer;
            rows.remove(place);
        }
    }

    private void forgetLast() {
        lastKey = 0;
        lastFound = null;
    }

    /// Not 0.
    @SuppressWarnings("EnumOrdinal") // a number for this run, not to be kept
    private static int key(LinkType link, int etherType) {
        return ((link.ordinal() + 1) << Short.SIZE) | (etherType & 0xffff);
    }
}
