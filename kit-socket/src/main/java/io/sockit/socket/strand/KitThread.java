package io.sockit.socket.strand;

/// Threads of the kit itself. They may outlive the thread that starts them, so they keep nothing of
/// it: no inheritable thread locals, no context class loader.
public final class KitThread {
    private KitThread() {}

    /// A virtual thread that is not started yet.
    static Thread virtual(String name, Runnable work) {
        Thread made =
                Thread.ofVirtual().inheritInheritableThreadLocals(false).name(name).unstarted(work);
        made.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return made;
    }

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
