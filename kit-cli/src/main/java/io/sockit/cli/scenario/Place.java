package io.sockit.cli.scenario;

/// A place in a scenario.
///
/// @param source the file, or what messages name in its place
/// @param line from 1 on; 0 if there is no line
/// @param column from 1 on
/// @param key the path of keys, such as `hosts.a.devices.eth0`; may be empty
public record Place(String source, int line, int column, String key) {
    /// A place outside of any file, such as a command line's option.
    public static Place of(String source) {
        return new Place(source, 0, 0, "");
    }

    Place key(String longer) {
        return new Place(source, line, column, longer);
    }

    @Override
    public String toString() {
        String at = line == 0 ? source : source + ":" + line + ":" + column;
        return key.isEmpty() ? at : at + ": " + key;
    }
}
