package io.sockit.bench;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// How long and how often is measured.
final class Runs {
    private static final TimeValue QUICK = TimeValue.milliseconds(400);

    /// The parameter that says how large a capture is.
    private static final String CAPTURE = "mebibytes";

    private Runs() {}

    static ChainedOptionsBuilder options(Arguments arguments, List<Comparison> rows) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .shouldFailOnError(true)
                        .shouldDoGC(true)
                        .addProfiler(GCProfiler.class)
                        .jvmArgsAppend(
                                "-Xms512m",
                                "-Xmx512m",
                                "-Dguice_bytecode_gen_option=DISABLED",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow");
        Catalogue.patterns(rows).forEach(options::include);
        if (!Tcpdump.isInstalled()) {
            options.exclude(Pattern.quote(CaptureReading.class.getName() + ".tcpdump"));
        }
        if (arguments.json() != null) {
            options.resultFormat(ResultFormatType.JSON).result(arguments.json().toString());
        }
        return arguments.quick() ? quick(options) : thorough(options);
    }

    /// Runs once, in this JVM: whether it works, not how fast.
    static ChainedOptionsBuilder once(ChainedOptionsBuilder options) {
        return options.param(CAPTURE, "1")
                .forks(0)
                .shouldDoGC(false)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1));
    }

    private static ChainedOptionsBuilder quick(ChainedOptionsBuilder options) {
        return options.param(CAPTURE, "128")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(QUICK)
                .measurementIterations(3)
                .measurementTime(QUICK);
    }

    private static ChainedOptionsBuilder thorough(ChainedOptionsBuilder options) {
        return options.forks(3)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1));
    }
}
