package io.sockit.link;

import io.sockit.test.WireContract;

import java.util.Optional;

class EtherLinkContractTest extends WireContract {
    @Override
    protected String device() {
        return "link:wan?type=ether&delay=20ms&rate=10mbit";
    }

    @Override
    protected Optional<String> farEnd() {
        return Optional.of("link:wan?type=ether");
    }
}
