/// Benchmarks of every module, each beside what the operating system or the JVM has for the same
/// work, in the same run.
///
/// Start at [Catalogue], the table of what is compared with what and which bar it must clear;
/// [BenchTool] runs it. Each subject is one class, named after what it measures; its method
/// `sockit` is ours, the others are the baselines. Classes that hold the two ends of a measurement
/// ([KernelEnds], [SockitEnds], [PipePair], [Ring]) are JMH states.
@NullMarked
package io.sockit.bench;

import org.jspecify.annotations.NullMarked;
