package io.sockit.socket.strand;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Handles of fields, for classes that share one between threads.
public final class Fields {
    private Fields() {}

    /// The handle of a field of the class that looks it up.
    public static VarHandle handle(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
