package io.sockit.api;

import io.sockit.spi.KitProvider;

import java.util.ServiceLoader;

/// Finds the kit's implementation on the class path.
final class Kit {
    private Kit() {}

    static KitProvider provider() {
        return Holder.PROVIDER;
    }

    private static final class Holder {
        static final KitProvider PROVIDER =
                ServiceLoader.load(KitProvider.class, KitProvider.class.getClassLoader())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no kit on the class path (expected: kit-socket's"
                                                        + " jar beside kit-api's)"));
    }
}
