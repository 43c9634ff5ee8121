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
/// scan of their numbers is the fastest look-up. On the strand.
final class ProtocolTable implements ExtensionView.Listener<EtherType, NetworkProtocol> {
    private final List<Contribution<NetworkProtocol>> rows = new ArrayList<>();
    private int[] keys = {};

    @Nullable Contribution<NetworkProtocol> find(LinkType link, int etherType) {
        int key = key(link, etherType);
        int[] all = keys;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == key) {
                return rows.get(i);
            }
        }
        return null;
    }

    @Override
    public void added(EtherType key, Contribution<NetworkProtocol> contribution) {
        keys = Arrays.copyOf(keys, keys.length + 1);
        keys[keys.length - 1] = key(key.link(), key.number());
        rows.add(contribution);
    }

    @Override
    public void removed(EtherType key, Contribution<NetworkProtocol> contribution) {
        int place = rows.indexOf(contribution);
        if (place >= 0) {
            int[] fewer = Arrays.copyOf(keys, keys.length - 1);
            System.arraycopy(keys, place + 1, fewer, place, fewer.length - place);
            keys = fewer;
            rows.remove(place);
        }
    }

    private static int key(LinkType link, int etherType) {
        int kind =
                switch (link) {
                    case ETHERNET -> 1;
                    case IP -> 2;
                    case NONE -> 3;
                };
        return kind << Short.SIZE | (etherType & 0xffff);
    }
}
