package io.sockit.cli.scenario;

/// The part of device strings that is not left to drivers: how options are appended.
public final class DeviceText {
    private DeviceText() {}

    /// A text such as a file's name, escaped for a device string.
    public static String escape(String text) {
        return text.replace("%", "%25").replace("&", "%26").replace("?", "%3F");
    }

    /// A device string with one more option.
    public static String with(String device, String option, String value) {
        return device + (device.contains("?") ? "&" : "?") + option + "=" + escape(value);
    }

    /// Whether a device string has an option.
    public static boolean has(String device, String option) {
        int question = device.indexOf('?');
        return question >= 0 && ("&" + device.substring(question + 1)).contains("&" + option + "=");
    }
}
