package io.sockit.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes the host that a parameter of a test is to be; see [SockitNetwork]. It is started when
/// JUnit asks for the parameter, in their order.
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface HostSpec {
    String name();

    /// Its devices, each `interface=device`: `eth0=link:wan?delay=20ms`.
    String[] device() default {};

    /// Its addresses, each `interface=prefix`, or the prefix alone for the first device.
    String[] address() default {};

    /// Its routes, each `destination interface` or `destination gateway interface`.
    String[] route() default {};

    /// Its settings, each `name=value`.
    String[] sysctl() default {};

    /// Which plug-ins of the class path it loads; none means all.
    String[] plugins() default {};
}
