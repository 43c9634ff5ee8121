package io.sockit.api;

/// A type of control message (`struct cmsghdr`): an open set, each family and transport adds its
/// own.
///
/// @param level the layer it belongs to, such as [SocketOptions#SOL_SOCKET]
/// @param number Linux's number where there is one
/// @param name the constant's name, for messages
/// @param type the Java type of its value
public record ControlType<T>(int level, int number, String name, Class<T> type) {
    /// Whether this is the type of that level and number, also by another constant.
    public boolean is(ControlType<?> other) {
        return level == other.level && number == other.number;
    }

    @Override
    public String toString() {
        return name;
    }
}
