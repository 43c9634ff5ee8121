package io.sockit.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// Package-private by default: what others cannot see, they cannot come to rely on.
class PackagePrivateTest {
    private static final double SHARE = 0.6;

    /// The `.spi` package of a module is there to be public, and does not count.
    @ParameterizedTest
    @ValueSource(strings = {"socket", "inet", "udp", "unix", "loopback", "link", "pcap", "dns"})
    void mostTypesOfAModuleArePackagePrivate(String module) {
        List<JavaClass> types =
                ModuleClasses.ALL.that(resideInAPackage("io.sockit." + module + "..")).stream()
                        .filter(type -> type.isTopLevelClass())
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .filter(type -> !type.getPackageName().endsWith(".spi"))
                        .toList();
        List<String> open =
                types.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getName)
                        .toList();

        double closed = (types.size() - open.size()) / (double) types.size();
        assertTrue(
                closed >= SHARE || open.size() == 1,
                closed + " of io.sockit." + module + ": " + open);
    }
}
