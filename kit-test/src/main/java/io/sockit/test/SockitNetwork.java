package io.sockit.test;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Gives each test a [TestNetwork] of its own, in virtual time. A test asks for what it wants of it
/// by its parameters: hosts with [HostSpec], the `VirtualClock`, the `TestNetwork` itself.
///
/// ```
/// @SockitNetwork
/// class PingTest {
///     @Test
///     void answersAcrossTheWire(
///             @HostSpec(name = "a", device = "eth0=link:wan?delay=20ms", address = "10.0.0.1/24")
///                     Host a,
///             @HostSpec(name = "b", device = "eth0=link:wan?delay=20ms", address = "10.0.0.2/24")
///                     Host b) { … }
/// }
/// ```
///
/// A test fails where it leaves packets or running programs behind, and where a program throws what
/// no `join` was told. When it fails, the packet trace
/// and the counters are printed with the seed; `-Dsockit.seed=N` sets another one.
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NetworkExtension.class)
public @interface SockitNetwork {
    /// The network's seed.
    long seed() default 7;
}
