package io.sockit.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ZoneFileTest {
    private static final String HEAD =
            """
            $TTL 60
            @ SOA ns hostmaster 1 7200 900 1209600 60
            @ NS ns
            ns A 192.0.2.1
            """;

    @TempDir private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(UTF_8));
    }

    private String refused(String text) throws IOException {
        Path file = write("a.example.zone", text);
        return String.valueOf(
                assertThrows(ZoneException.class, () -> ZoneFile.read(file)).getMessage());
    }

    private void refuses(String text, String... parts) throws IOException {
        String message = refused(text);
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void theNameOfTheFileIsThatOfTheZone() throws IOException {
        AuthZone zone = ZoneFile.read(write("a.example.zone", HEAD));

        assertEquals("a.example.", zone.origin().toString());
        assertEquals(1, zone.servers().size());
    }

    @Test
    void otherFilesAreNotIncluded() throws IOException {
        refuses(HEAD + "$INCLUDE a.example.zone\n", "a.example.zone:", "$INCLUDE");
        refuses(HEAD + "$INCLUDE /dev/zero\n", "a.example.zone:", "$INCLUDE");
    }

    @Test
    void errorsNameFileAndLine() throws IOException {
        refuses(HEAD + "www A 192.0.2.1.1\n", "a.example.zone:5");
        refuses(HEAD + "\n\nwww NOTYPE x\n", "a.example.zone:7", "NOTYPE");
        refuses(HEAD + "www MX ten mail\n", "a.example.zone:5");
        refuses(HEAD + "$ORIGIN\n", "a.example.zone:", "expected a name");
        refuses(HEAD + "www TXT \"open\n", "a.example.zone:");
    }

    @Test
    void errorsOfWhatAZoneMayHoldNameTheLineToo() throws IOException {
        refuses(HEAD + "\nwww.b.example. A 192.0.2.1\n", "a.example.zone:6: www.b", "outside");
        refuses(HEAD + "www CH A 192.0.2.1", "a.example.zone:5: ", "class CH");
        refuses(
                HEAD + "@ SOA ns other (\n 2 7200 900\n 1209600 60 )\n\n",
                "a.example.zone:7: ",
                "a second SOA");
        refuses(HEAD + "; one\r\nw A 1.2.3.4\r\nw CNAME x ; two\r\n", "a.example.zone:7: ");
    }

    @Test
    void aZoneHasOneSoaAndNameServers() throws IOException {
        refuses("@ 60 NS ns\n", "no SOA at a.example.");
        refuses("@ 60 SOA ns hostmaster 1 2 3 4 5\n", "no NS at a.example.");
        refuses(HEAD + "@ SOA ns other 2 7200 900 1209600 60\n", "a second SOA");
    }

    @Test
    void namesAreInsideTheZone() throws IOException {
        refuses(HEAD + "www.b.example. A 192.0.2.1\n", "www.b.example.", "outside of the zone");
    }

    @Test
    void anAliasIsAloneAtItsName() throws IOException {
        refuses(HEAD + "www CNAME ns\nwww A 192.0.2.1\n", "www.a.example.", "CNAME alone");
        refuses(HEAD + "www A 192.0.2.1\nwww CNAME ns\n", "www.a.example.", "CNAME alone");
        refuses(HEAD + "www CNAME ns\nwww CNAME mail\n", "a second CNAME");
    }

    @Test
    void otherClassesAreRefused() throws IOException {
        refuses(HEAD + "www CH TXT x\n", "CH");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.zone");

        assertTrue(
                String.valueOf(
                                assertThrows(ZoneException.class, () -> ZoneFile.read(file))
                                        .getMessage())
                        .endsWith("none.zone: no such file"));
    }
}
