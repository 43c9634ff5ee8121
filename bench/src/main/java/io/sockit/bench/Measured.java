package io.sockit.bench;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// One benchmark's result in nanoseconds an operation.
///
/// @param type name of the subject's class
/// @param name the method's name
/// @param parameters such as `bytes=64`, empty where there are none
/// @param median of all iterations of all forks
/// @param least the fastest iteration
/// @param most the slowest iteration
/// @param bytes allocated an operation, the median of all iterations, NaN where it was not measured
/// @param operations of an iteration, about
record Measured(
        String type,
        String name,
        String parameters,
        double median,
        double least,
        double most,
        double bytes,
        double operations) {
    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final int MEDIAN = 50;

    static Measured of(RunResult result) {
        BenchmarkParams params = result.getParams();
        String benchmark = params.getBenchmark();
        int method = benchmark.lastIndexOf('.');
        Statistics times = result.getPrimaryResult().getStatistics();
        return new Measured(
                benchmark.substring(0, method),
                benchmark.substring(method + 1),
                params.getParamsKeys().stream()
                        .map(key -> key + "=" + params.getParam(key))
                        .collect(Collectors.joining(" ")),
                times.getPercentile(MEDIAN),
                times.getMin(),
                times.getMax(),
                allocated(result),
                nanos(params.getMeasurement().getTime()) / times.getPercentile(MEDIAN));
    }

    private static double nanos(TimeValue time) {
        return time.convertTo(TimeUnit.NANOSECONDS);
    }

    /// Whether this is a result of that benchmark.
    boolean is(Class<?> subject, String benchmark) {
        return type.equals(subject.getName()) && name.equals(benchmark);
    }

    /// Half of the way between the fastest and the slowest iteration, as a share of the median.
    double spread() {
        return (most - least) / 2 / median;
    }

    /// The median of all iterations: the last one of a fork counts the tear-down too.
    private static double allocated(RunResult result) {
        double[] bytes =
                result.getBenchmarkResults().stream()
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .mapToDouble(iteration -> allocated(iteration.getSecondaryResults()))
                        .sorted()
                        .toArray();
        return bytes.length == 0 ? Double.NaN : bytes[(bytes.length - 1) / 2];
    }

    @SuppressWarnings("rawtypes") // as JMH has it
    private static double allocated(Map<String, Result> secondary) {
        for (Map.Entry<String, Result> entry : secondary.entrySet()) {
            if (entry.getKey().endsWith(ALLOCATION)) {
                return entry.getValue().getScore();
            }
        }
        return Double.NaN;
    }
}
