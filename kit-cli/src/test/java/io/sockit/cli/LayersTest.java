package io.sockit.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may know whom: the layers of docs/architecture.md, over the classes of all modules.
class LayersTest {
    private static final String KIT_SOCKET = "io.sockit.socket..";

    private static final JavaClasses ALL = ModuleClasses.ALL;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.sockit.api..",
                "io.sockit.spi..",
                "io.sockit.socket..",
                "io.sockit.inet..",
                "io.sockit.udp..",
                "io.sockit.tcp..",
                "io.sockit.unix..",
                "io.sockit.loopback..",
                "io.sockit.link..",
                "io.sockit.pcap..",
                "io.sockit.dns..",
                "io.sockit.test..",
                "io.sockit.packetdrill..",
                "io.sockit.bench..",
                "io.sockit.cli..",
            })
    void everyModuleIsLookedAt(String module) {
        assertFalse(ALL.that(resideInAnyPackage(module)).isEmpty());
    }

    /// What a module may use of the others besides kit-api; classes of no other module are not ours
    /// to judge.
    @ParameterizedTest
    @CsvSource({
        "io.sockit.api.., ",
        "io.sockit.spi.., ",
        "io.sockit.socket.., ",
        "io.sockit.inet.., ",
        "io.sockit.udp.., io.sockit.inet io.sockit.inet.spi",
        "io.sockit.tcp.., io.sockit.inet io.sockit.inet.spi",
        "io.sockit.loopback.., ",
        "io.sockit.unix.., ",
        "io.sockit.link.., ",
        "io.sockit.pcap.., ",
        "io.sockit.test.., io.sockit.socket..",
        "io.sockit.dns.., io.sockit.inet io.sockit.inet.spi io.sockit.inet.extension"
                + " io.sockit.pcap.file",
        "io.sockit.traffic.., ",
        "io.sockit.packetdrill.., io.sockit.inet",
        "io.sockit.cli.., io.sockit.inet io.sockit.inet.spi",
    })
    void modulesUseOnlyKitApiAndWhatTheLayersAllow(String module, @Nullable String others) {
        DescribedPredicate<JavaClass> allowed =
                resideInAnyPackage(module, "io.sockit.api..", "io.sockit.spi..")
                        .or(resideOutsideOfPackages("io.sockit.."));
        if (others != null) {
            allowed = allowed.or(resideInAnyPackage(others.split(" ", -1)));
        }
        classes()
                .that()
                .resideInAPackage(module)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(ALL);
    }

    @Test
    void onlyTestsAndBenchmarksKnowTheInsideOfKitSocket() {
        noClasses()
                .that()
                .resideOutsideOfPackages(KIT_SOCKET, "io.sockit.test..", "io.sockit.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(KIT_SOCKET)
                .check(ALL);
    }

    @Test
    void transportsUseOnlyPublicTypesOfProtoInet() {
        classes()
                .that()
                .resideInAPackage("io.sockit.inet..")
                .and()
                .areNotPublic()
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("io.sockit.inet..")
                .check(ALL);
    }

    @Test
    void roomsOfKitSocketHaveNoCycles() {
        slices().matching("io.sockit.socket.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void roomsOfProtoInetHaveNoCycles() {
        slices().matching("io.sockit.inet.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void roomsOfDevPcapHaveNoCycles() {
        slices().matching("io.sockit.pcap.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void roomsOfKitPacketdrillHaveNoCycles() {
        slices().matching("io.sockit.packetdrill.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void modulesHaveNoCycles() {
        slices().assignedFrom(new Modules()).should().beFreeOfCycles().check(ALL);
    }

    /// The third part of a package's name is its module's; kit-api has two.
    private static final class Modules implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String[] parts = type.getPackageName().split("\\.", -1);
            String module = parts.length > 2 ? parts[2] : "";
            return SliceIdentifier.of(module.equals("spi") ? "api" : module);
        }

        @Override
        public String getDescription() {
            return "modules";
        }
    }
}
