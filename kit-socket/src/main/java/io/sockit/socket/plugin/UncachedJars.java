package io.sockit.socket.plugin;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/// Opens what a `jar:` URL names without the JVM's cache of open jars, which would hold the file,
/// and show its old content once another has taken its place. Thread-safe.
final class UncachedJars extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
        URLConnection connection = URI.create(url.toExternalForm()).toURL().openConnection();
        connection.setUseCaches(false);
        return connection;
    }
}
