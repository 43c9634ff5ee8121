package io.sockit.loopback;

import io.sockit.test.WireContract;

class LoopbackContractTest extends WireContract {
    @Override
    protected String device() {
        return "loopback:";
    }
}
