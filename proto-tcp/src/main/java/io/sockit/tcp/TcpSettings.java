package io.sockit.tcp;

import io.sockit.tcp.spi.CongestionControl;

/// What the program has set of one socket by options of tcp(7). On the strand.
final class TcpSettings {
    private final TcpTransport tcp;
    private String controlName;
    private CongestionControl control;
    private boolean noDelay;
    private boolean cork;
    private int maxSegment;
    private int windowClamp;
    private long userTimeout;
    private int synRetries;
    private int keepIdle;
    private int keepInterval;
    private int keepCount;
    private boolean keepAlive;
    private int linger2;
    private int deferAccept;
    private int notsentLowat;

    TcpSettings(TcpTransport tcp) {
        this.tcp = tcp;
        controlName = tcp.defaultControl();
        control = tcp.control(controlName);
    }

    /// The settings of a connection that a listener accepts.
    TcpSettings copy() {
        TcpSettings copy = new TcpSettings(tcp);
        copy.controlName = controlName;
        copy.control = control;
        copy.noDelay = noDelay;
        copy.cork = cork;
        copy.maxSegment = maxSegment;
        copy.windowClamp = windowClamp;
        copy.userTimeout = userTimeout;
        copy.synRetries = synRetries;
        copy.keepIdle = keepIdle;
        copy.keepInterval = keepInterval;
        copy.keepCount = keepCount;
        copy.keepAlive = keepAlive;
        copy.linger2 = linger2;
        copy.deferAccept = deferAccept;
        copy.notsentLowat = notsentLowat;
        return copy;
    }

    CongestionControl control() {
        return control;
    }

    String controlName() {
        return controlName;
    }

    void control(String name, CongestionControl newControl) {
        controlName = name;
        control = newControl;
    }

    boolean noDelay() {
        return noDelay;
    }

    void noDelay(boolean on) {
        noDelay = on;
    }

    boolean cork() {
        return cork;
    }

    void cork(boolean on) {
        cork = on;
    }

    int maxSegment() {
        return maxSegment;
    }

    void maxSegment(int bytes) {
        maxSegment = bytes;
    }

    /// TCP_WINDOW_CLAMP, or 0.
    int windowClamp() {
        return windowClamp;
    }

    void windowClamp(int bytes) {
        windowClamp = bytes;
    }

    /// TCP_USER_TIMEOUT in nanoseconds, or 0.
    long userTimeout() {
        return userTimeout;
    }

    void userTimeout(long nanos) {
        userTimeout = nanos;
    }

    int synRetries() {
        return synRetries == 0 ? tcp.sysctls.retry.synRetries.value() : synRetries;
    }

    void synRetries(int count) {
        synRetries = count;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    void keepAlive(boolean on) {
        keepAlive = on;
    }

    /// Seconds of silence before the first probe.
    int keepIdle() {
        return keepIdle == 0 ? tcp.sysctls.retry.keepaliveTime.value() : keepIdle;
    }

    void keepIdle(int seconds) {
        keepIdle = seconds;
    }

    int keepInterval() {
        return keepInterval == 0 ? tcp.sysctls.retry.keepaliveInterval.value() : keepInterval;
    }

    void keepInterval(int seconds) {
        keepInterval = seconds;
    }

    int keepCount() {
        return keepCount == 0 ? tcp.sysctls.retry.keepaliveProbes.value() : keepCount;
    }

    void keepCount(int probes) {
        keepCount = probes;
    }

    /// Seconds in FIN-WAIT-2 without a descriptor; negative for none.
    int linger2() {
        return linger2 == 0 ? tcp.sysctls.retry.finTimeout.value() : linger2;
    }

    void linger2(int seconds) {
        linger2 = seconds;
    }

    /// Seconds that an accepted connection waits for its first data.
    int deferAccept() {
        return deferAccept;
    }

    void deferAccept(int seconds) {
        deferAccept = seconds;
    }

    /// Unsent bytes that still ask for more, as an unsigned number.
    int notsentLowat() {
        return notsentLowat == 0 ? tcp.sysctls.memory.notsentLowat() : notsentLowat;
    }

    /// As the program has set it, or 0.
    int ownNotsentLowat() {
        return notsentLowat;
    }

    void notsentLowat(int bytes) {
        notsentLowat = bytes;
    }
}
