package io.sockit.api;

/// What a process may do beyond the ordinary (Linux `capabilities(7)`).
public enum Capability {
    CAP_CHOWN(0),
    CAP_DAC_OVERRIDE(1),
    CAP_DAC_READ_SEARCH(2),
    CAP_FOWNER(3),
    CAP_FSETID(4),
    CAP_SETGID(6),
    CAP_SETUID(7),
    CAP_NET_BIND_SERVICE(10),
    CAP_NET_BROADCAST(11),
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13),
    CAP_SYS_ADMIN(21),
    CAP_SYS_RESOURCE(24);

    private final int number;

    Capability(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
