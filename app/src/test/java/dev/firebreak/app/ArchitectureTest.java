package dev.firebreak.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Keeps the shape that ARCHITECTURE.md describes.
class ArchitectureTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static JavaClasses all;

    @BeforeAll
    static void readClasses() {
        all =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.firebreak");
    }

    @Test
    void coreUsesTheJdkAndJSpecifyOnly() {
        classes()
                .that()
                .resideInAPackage("dev.firebreak.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.firebreak.core..", "java..", "org.jspecify..")
                .check(all);
    }

    @Test
    void coreReachesNoFileExceptInTheIndexAndNoNetworkAtAll() {
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.core..")
                .and()
                .resideOutsideOfPackage("dev.firebreak.core.index..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.file..")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.core..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(InetAddress|Socket|ServerSocket|URL|http\\..*)")
                .check(all);
    }

    @Test
    void formatsDependOnCoreOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.formats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.firebreak.app..", "dev.firebreak.gate..")
                .check(all);
    }

    @Test
    void theGateKnowsNothingOfTheApplication() {
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.gate..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.firebreak.app..")
                .check(all);
    }

    @Test
    void theStreamDependsOnCoreOnlyAndHasNoCycle() {
        noClasses()
                .that()
                .resideInAPackage("dev.firebreak.stream..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.firebreak.app..",
                        "dev.firebreak.gate..",
                        "dev.firebreak.formats..",
                        "org.apache.flink..")
                .check(all);
        slices().matching("dev.firebreak.stream.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void onlyTheStartKnowsAllCommandsAndNothingImportsIt() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.firebreak.app.Main")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.firebreak.app.Main")
                .check(all);
    }

    @Test
    void packagesOfCoreFormNoCycle() {
        slices().matching("dev.firebreak.core.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void packagesOfFormatsFormNoCycle() {
        slices().matching("dev.firebreak.formats.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void packagesOfTheApplicationFormNoCycle() {
        slices().matching("dev.firebreak.app.(*)..").should().beFreeOfCycles().check(all);
    }

    @Test
    void noPackageHasANameThatSaysNothing() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..", "..common..", "..helper..", "..service..", "..impl..")
                .check(all);
    }

    @Test
    void everyPackageThatTheArchitecturePageNamesExists() throws IOException {
        String page = Files.readString(ROOT.resolve("ARCHITECTURE.md"));
        Matcher named =
                Pattern.compile("`((?:core|formats|gate|stream|app)\\.[a-z.]+)`").matcher(page);
        List<String> missing =
                named.results()
                        .map(result -> "dev.firebreak." + result.group(1))
                        .filter(
                                name ->
                                        all.stream()
                                                .noneMatch(
                                                        type ->
                                                                (type.getPackageName() + ".")
                                                                        .startsWith(name + ".")))
                        .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void everyFileThatTheProjectPagesNameExists() throws IOException {
        for (String page : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
            String text = Files.readString(ROOT.resolve(page));
            Stream<String> links =
                    Pattern.compile("\\]\\(([^)#:]+)\\)")
                            .matcher(text)
                            .results()
                            .map(r -> r.group(1));
            Stream<String> paths =
                    Pattern.compile("`([a-z]+/src/[^`<]*\\.java)`")
                            .matcher(text)
                            .results()
                            .map(r -> r.group(1));
            List<String> missing =
                    Stream.concat(links, paths)
                            .filter(path -> !Files.exists(ROOT.resolve(path)))
                            .toList();
            assertThat(missing).as("named in " + page + " but absent").isEmpty();
        }
    }
}
