package io.sockit.loopback;

import io.sockit.test.DeviceContract;

class LoopbackContractTest extends DeviceContract {
    @Override
    protected String device() {
        return "loopback:";
    }
}
