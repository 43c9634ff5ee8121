package io.sockit.link;

import io.sockit.test.WireContract;

import java.util.Optional;

class IpLinkContractTest extends WireContract {
    @Override
    protected String device() {
        return "link:wan?type=ip&delay=20ms&rate=10mbit";
    }

    @Override
    protected Optional<String> farEnd() {
        return Optional.of("link:wan?type=ip");
    }
}
