package io.sockit.socket.device;

import io.sockit.api.LinkType;
import io.sockit.spi.Contribution;
import io.sockit.spi.EtherType;
import io.sockit.spi.ExtensionView;
import io.sockit.spi.NetworkProtocol;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Which network protocol takes the packets of a link type and EtherType. There are a handful, so a
/// look at the last one found and then a scan of their numbers is the fastest look-up. On the
/// strand.
final class ProtocolTable implements ExtensionView.Listener<EtherType, NetworkProtocol> {
    private final List<Row> rows = new ArrayList<>();
    private @Nullable Row last; // the one found last

    private record Row(LinkType link, int etherType, Contribution<NetworkProtocol> contribution) {
        boolean takes(LinkType from, int type) {
            return etherType == type && link == from;
        }
    }

    @Nullable Contribution<NetworkProtocol> find(LinkType link, int etherType) {
        Row found = last;
        if (found == null || !found.takes(link, etherType)) {
            found = search(link, etherType);
        }
        return found == null ? null : found.contribution;
    }

    private @Nullable Row search(LinkType link, int etherType) {
        for (int i = 0; i < rows.size(); i++) { // an iterator would be garbage
            Row row = rows.get(i);
            if (row.takes(link, etherType)) {
                last = row;
                return row;
            }
        }
        return null;
    }

    @Override
    public void added(EtherType key, Contribution<NetworkProtocol> contribution) {
        rows.add(new Row(key.link(), key.number() & 0xffff, contribution));
    }

    @Override
    public void removed(EtherType key, Contribution<NetworkProtocol> contribution) {
        rows.removeIf(row -> row.contribution.equals(contribution));
        last = null;
    }
}
