package io.sockit.cli;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The classes of all modules, without tests and what JMH generates, read once for all rules over
/// them.
final class ModuleClasses {
    static final JavaClasses ALL = read();

    private ModuleClasses() {}

    /// Classes of others, the JDK's above all, are known by their names alone: no rule asks for
    /// more.
    private static JavaClasses read() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/jmh_generated/"))
                .importPackages("io.sockit");
    }
}
