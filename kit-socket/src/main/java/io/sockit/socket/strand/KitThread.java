package io.sockit.socket.strand;

/// Threads of the kit itself. They may outlive whoever starts them, so they keep nothing of his: no
/// inheritable thread locals, no context class loader.
public final class KitThread {
    private KitThread() {}

    /// A daemon that is not started yet.
    public static Thread daemon(String name, Runnable work) {
        Thread made =
                Thread.ofPlatform()
                        .daemon()
                        .inheritInheritableThreadLocals(false)
                        .name(name)
                        .unstarted(work);
        made.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return made;
    }
}
