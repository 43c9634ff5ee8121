package io.sockit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Programs that a scenario names by their class, in folders of `--plugins`.
class ProgramFoldersTest {
    private static final String SENDER =
            """
            package %s;
            import io.sockit.spi.*;
            import java.util.Set;
            public final class Sender implements HostProgram {
                public Set<String> arguments() { return Set.of("to"); }
                public void run(ProgramContext context) throws Exception {
                    var to = context.arguments().address("to");
                    int fd = context.process().socket(to.family(), 2, 0);
                    context.process().sendto(fd, new byte[5], 0, 5, 0, to);
                    context.counter("sent").increment();
                    %s
                }
            }
            """;

    @TempDir private Path folder;

    private CommandLineRun run(String program) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("s.yaml"),
                        """
                        hosts:
                          a:
                            devices: {lo: "loopback:"}
                            programs:
                              - echo
                              - {run: %s, name: own, with: {to: "127.0.0.1:7"}}
                          b:
                            devices: {lo: "loopback:"}
                            programs:
                              - {run: %s, name: own, with: {to: "127.0.0.1:7"}}
                        expect: [a.own.sent == 1, a.echo.received == 1, b.own.sent == 1]
                        """
                                .formatted(program, program));
        return CommandLineRun.of(
                "run", file.toString(), "--plugins", folder.resolve("jars").toString());
    }

    @Test
    void inAJarWithoutAPluginRunByTheirClass() throws Exception {
        PluginJar.writeWithoutPlugin(
                folder.resolve("jars/own"), "alone.Sender", SENDER.formatted("alone", ""));

        CommandLineRun run = run("alone.Sender");

        assertEquals(0, run.status(), run.out() + run.err());
        assertEquals("", run.err());
    }

    @Test
    void mayLieInTheFolderItselfWithoutAPackage() throws Exception {
        String source = SENDER.formatted("x", "").replace("package x;", "");
        PluginJar.writeWithoutPlugin(folder.resolve("jars"), "Sender", source);

        CommandLineRun run = run("Sender");

        assertEquals(0, run.status(), run.out() + run.err());
    }

    @Test
    void findTheirLibrariesInTheirFolder() throws Exception {
        PluginJar.writeWithoutPlugin(
                folder.resolve("jars/own"),
                "alone.Sender",
                SENDER.formatted(
                        "alone",
                        """
                        if (Thread.currentThread().getContextClassLoader()
                                != Sender.class.getClassLoader()) {
                            throw new IllegalStateException("another's context");
                        }
                        """));

        CommandLineRun run = run("alone.Sender");

        assertEquals(0, run.status(), run.out() + run.err());
    }

    @Test
    void besideAPluginAreOfItsLoaderAndHoldIt() throws Exception {
        String unload =
                """
                try {
                    context.process().host().plugins().unload("own");
                } catch (io.sockit.api.ErrnoException e) {
                    context.print("unload: " + e.errno());
                }
                """;
        PluginJar.write(
                folder.resolve("jars/own"),
                "beside.Own",
                SENDER.formatted("beside", unload)
                                .replace(
                                        "public final class",
                                        """
                                        public final class Own extends PluginModule {
                                            public Own() { super("own", "1"); }
                                            @Override protected void configure() {}
                                            public static final class\
                                        """)
                        + "}");

        CommandLineRun run = run("beside.Own$Sender");

        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("a/own: unload: EBUSY"), run.out());
    }

    @Test
    void thatAreNotThereNameWhereTheyWereLookedFor() throws Exception {
        Files.createDirectories(folder.resolve("jars/broken"));
        Files.writeString(folder.resolve("jars/broken/x.jar"), "no jar");

        CommandLineRun run = run("alone.Nobody");

        assertEquals(2, run.status(), run.out());
        assertTrue(run.err().contains("no such class (expected: on the class path"), run.err());
        assertTrue(run.err().contains("x.jar: "), run.err());
    }
}
