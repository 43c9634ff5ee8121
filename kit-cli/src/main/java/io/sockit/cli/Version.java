package io.sockit.cli;

import picocli.CommandLine.IVersionProvider;

import java.util.Objects;

/// Says the version of the jar, and of the JVM it runs on.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "sockit " + Objects.requireNonNullElse(version, "(not from a jar)"),
            "Java " + Runtime.version()
        };
    }
}
