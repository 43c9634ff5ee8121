package io.sockit.spi;

import io.sockit.api.Errno;
import io.sockit.api.ErrnoException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A device string taken apart: `driver:argument?option=value&…`. Values may be percent-encoded.
///
/// @param driver the driver's name
/// @param argument what follows the colon, up to the question mark; may be empty
/// @param options in the order given
public record DeviceAddress(String driver, String argument, Map<String, String> options) {
    public DeviceAddress {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /// @throws ErrnoException `EINVAL`, naming the place
    public static DeviceAddress parse(String text) throws ErrnoException {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw bad(text, "expected: driver:argument?option=value&…");
        }
        int question = text.indexOf('?', colon);
        String argument = text.substring(colon + 1, question < 0 ? text.length() : question);
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0) {
            for (String pair : text.substring(question + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw bad(text, "option: '" + pair + "' (expected: name=value)");
                }
                String name = pair.substring(0, equals);
                if (options.put(name, decode(pair.substring(equals + 1))) != null) {
                    throw bad(text, "option '" + name + "' is given twice");
                }
            }
        }
        return new DeviceAddress(text.substring(0, colon), decode(argument), options);
    }

    /// Reads options of this string with their units.
    public DeviceOptions values() {
        return new DeviceOptions(this);
    }

    private static String decode(String part) {
        // A "+" stands for itself, and so does a "%" that begins no escape: people write "loss=1%".
        String escaped = part.replaceAll("%(?![0-9a-fA-F]{2})", "%25").replace("+", "%2B");
        return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
    }

    /// Escapes what [#parse] would take for something else.
    private static String encode(String part, String separator) {
        String escaped = part.replaceAll("%(?=[0-9a-fA-F]{2})", "%25");
        return escaped.replace(separator, separator.equals("?") ? "%3F" : "%26");
    }

    private static ErrnoException bad(String text, String why) {
        return new ErrnoException(Errno.EINVAL, "device", "'" + text + "': " + why);
    }

    /// A string that [#parse] takes for this.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(driver).append(':').append(encode(argument, "?"));
        char separator = '?';
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(separator).append(option.getKey()).append('=');
            text.append(encode(option.getValue(), "&"));
            separator = '&';
        }
        return text.toString();
    }
}
