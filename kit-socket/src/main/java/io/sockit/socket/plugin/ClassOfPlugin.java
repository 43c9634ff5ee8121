package io.sockit.socket.plugin;

import io.sockit.spi.Contribution;

/// A class in the jars of a loaded plug-in that is used without being contributed. Thread-safe;
/// whoever keeps it keeps the class.
///
/// @param owner who answers for it
record ClassOfPlugin(LoadedPlugin owner, Class<?> value) implements Contribution<Class<?>> {
    @Override
    public String plugin() {
        return owner.name();
    }

    @Override
    public void fault(Throwable failure) {
        owner.fault(failure);
    }

    @Override
    public boolean pin() {
        return owner.pins().pin();
    }

    @Override
    public void release() {
        owner.release();
    }
}
