package io.sockit.cli.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.snakeyaml.engine.v2.nodes.Node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// Reads scenarios.
public final class Scenarios {
    private static final int MOST_BYTES = 4 * YamlText.MOST_CHARACTERS;

    private Scenarios() {}

    /// Reads a file; relative paths in it begin at its folder.
    ///
    /// @throws ScenarioException with all that is wrong with it
    public static Scenario read(Path file) throws ScenarioException {
        Place place = Place.of(file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ScenarioException(
                        place, "too large (expected: at most " + MOST_BYTES + " bytes)");
            }
            String text = text(file.toString(), bytes);
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            return parse(file.toString(), text, folder);
        } catch (NoSuchFileException e) {
            throw new ScenarioException(place, "no such file");
        } catch (IOException e) {
            throw new ScenarioException(place, "cannot be read: " + e.getMessage());
        }
    }

    private static String text(String source, byte[] bytes) throws ScenarioException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean whole = UTF_8.newDecoder().decode(in, out, true).isUnderflow();
        String text = out.flip().toString();
        if (whole) {
            return text;
        }
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        throw new ScenarioException(
                new Place(source, line, text.length() - text.lastIndexOf('\n'), ""),
                "byte 0x%02x (expected: UTF-8 text)".formatted(in.get(in.position())));
    }

    /// Reads a text.
    ///
    /// @param source the name of the text in messages
    /// @param folder what relative paths begin at
    /// @throws ScenarioException with all that is wrong with it
    public static Scenario parse(String source, String text, Path folder) throws ScenarioException {
        Problems problems = new Problems();
        Reading reading = new Reading(source, folder, problems);
        Node root = YamlText.compose(source, text);
        if (root == null) {
            throw new ScenarioException(Place.of(source), "empty (expected: hosts)");
        }
        Scenario scenario = new ScenarioReader(reading).read(root);
        problems.refuse();
        return scenario;
    }
}
