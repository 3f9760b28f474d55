package org.mailferry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may import whom, as {@code src/adr/0002-packages-by-capability.md} decides. */
class ArchitectureTest {
    private static final String ROOT = "org.mailferry";
    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT);

    /** The cores that a capability's core may import, besides itself. */
    private static final Map<String, Set<String>> CORES = Map.ofEntries(
        Map.entry("kernel", Set.of()),
        Map.entry("http", Set.of("kernel")),
        Map.entry("audit", Set.of("kernel")),
        Map.entry("process", Set.of("kernel", "audit")),
        Map.entry("remote", Set.of("kernel")),
        Map.entry("secret", Set.of("kernel")),
        Map.entry("plan", Set.of("kernel", "audit", "directory")),
        Map.entry("directory", Set.of("kernel", "audit")),
        Map.entry("window", Set.of("kernel", "audit")),
        Map.entry("target", Set.of("kernel", "audit", "http", "remote")),
        Map.entry("mailsync", Set.of("kernel", "audit", "target")),
        Map.entry("calendarsync", Set.of("kernel", "audit", "target", "http", "remote")),
        Map.entry("mailflow", Set.of("kernel", "audit", "target")),
        Map.entry("reconcile", Set.of("kernel", "audit", "mailsync", "calendarsync")));

    private static final Set<String> READ_EVERYTHING = Set.of("cli", "dashboard");

    @Test void everyCapabilityIsKnownHere() {
        Set<String> found = CLASSES.stream().map(JavaClass::getPackageName).filter(name -> name.startsWith(ROOT + "."))
            .map(name -> name.substring(ROOT.length() + 1).split("\\.")[0]).collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(CORES.keySet());
        found.removeAll(READ_EVERYTHING);
        found.remove("lab");
        assertThat(found).as("packages without a rule").isEmpty();
    }

    @Test void coresImportOnlyTheCoresTheyAreAllowed() {
        for (String capability : CORES.keySet()) {
            noClasses().that(inCore(capability)).should().dependOnClassesThat(ourClassesOutside(capability, CORES.get(capability)))
                .because("the core of " + capability + " may import " + new TreeSet<>(CORES.get(capability)))
                .allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test void adaptersImportTheirOwnCoreAndWhatItMayImport() {
        for (String capability : CORES.keySet()) {
            noClasses().that(inSubPackagesOf(capability).and(DescribedPredicate.not(inProcess(capability))))
                .should().dependOnClassesThat(ourClassesOutside(capability, CORES.get(capability)))
                .allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test void delegatesImportTheirOwnCoreAndTheSharedWords() {
        for (String capability : CORES.keySet()) {
            Set<String> allowed = Stream.concat(CORES.get(capability).stream(), Stream.of("kernel", "audit", "process", "plan"))
                .collect(Collectors.toSet());
            noClasses().that(inProcess(capability)).should().dependOnClassesThat(ourClassesOutside(capability, allowed))
                .because("capabilities meet in BPMN").allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test void siblingsNeverSeeEachOther() {
        for (String capability : CORES.keySet()) {
            slices().matching(ROOT + "." + capability + ".(*)..").should().notDependOnEachOther().allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test void coresDoNotImportTheirAdapters() {
        for (String capability : CORES.keySet()) {
            noClasses().that(inCore(capability)).should().dependOnClassesThat(inSubPackagesOf(capability)).allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test void nobodyImportsTheEdges() {
        for (String edge : new String[] {"cli", "dashboard", "lab"}) {
            noClasses().that().resideOutsideOfPackages(ROOT + "." + edge + "..", ROOT)
                .should().dependOnClassesThat().resideInAPackage(ROOT + "." + edge + "..").allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test void theLabKnowsOnlySharedWords() {
        noClasses().that().resideInAPackage(ROOT + ".lab..").should().dependOnClassesThat(resideInAnyPackage(ROOT + "..")
            .and(DescribedPredicate.not(resideInAnyPackage(ROOT + ".lab..", ROOT + ".kernel..", ROOT + ".process..", ROOT + ".plan"))))
            .allowEmptyShould(true).check(CLASSES);
    }

    @Test void eachLibraryHasOneHome() {
        home("org.camunda..", "..process..", "..audit.cockpit..", "..lab..", "..dashboard..");
        home("jakarta.mail..", "..mailsync.imap..", "..mailflow.smtp..", "..lab..");
        home("org.eclipse.angus..", "..mailsync.imap..", "..mailflow.smtp..", "..lab..");
        home("com.unboundid..", "..directory.ldap..", "..process.security.ldap..", "..lab..");
        home("org.xbill..", "..mailflow.dns..", "..calendarsync.dns..", "..lab..");
        home("okhttp3..", "..http..", "..target.myoffice..", "..calendarsync.caldav..", "..calendarsync.ews..", "..cli..", "..lab..");
        home("net.fortuna.ical4j..", "..calendarsync.ical..", "..lab..");
        home("com.ibm.icu..", "..calendarsync.ical..", "..lab..");
        home("org.apache.sshd..", "..remote.ssh..", "..lab..");
        home("org.springframework.jdbc..", "..jdbc..", "..cli..", "..lab..");
    }

    @Test void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test void delegatesArePackagePrivate() {
        classes().that().implement("org.camunda.bpm.engine.delegate.JavaDelegate").and().areNotInterfaces()
            .should().bePackagePrivate().allowEmptyShould(true).check(CLASSES);
    }

    private static void home(String library, String... packages) {
        noClasses().that().resideOutsideOfPackages(packages).should().dependOnClassesThat().resideInAPackage(library)
            .because(library + " has its home in " + Arrays.toString(packages)).allowEmptyShould(true).check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> inCore(String capability) {
        return DescribedPredicate.describe("in the core of " + capability, type -> type.getPackageName().equals(ROOT + "." + capability));
    }

    private static DescribedPredicate<JavaClass> inSubPackagesOf(String capability) {
        return DescribedPredicate.describe("in an adapter of " + capability,
            type -> type.getPackageName().startsWith(ROOT + "." + capability + "."));
    }

    private static DescribedPredicate<JavaClass> inProcess(String capability) {
        return DescribedPredicate.describe("in " + capability + ".process",
            type -> type.getPackageName().equals(ROOT + "." + capability + ".process"));
    }

    /** Ours, but neither in the capability (core or adapters) nor in the core of one that it may import. */
    private static DescribedPredicate<JavaClass> ourClassesOutside(String capability, Set<String> allowedCores) {
        return DescribedPredicate.describe("outside " + capability + " and the cores " + new TreeSet<>(allowedCores), type -> {
            String name = type.getPackageName();
            boolean ours = name.equals(ROOT) || name.startsWith(ROOT + ".");
            boolean own = name.equals(ROOT + "." + capability) || name.startsWith(ROOT + "." + capability + ".");
            return ours && !own && allowedCores.stream().noneMatch(core -> name.equals(ROOT + "." + core));
        });
    }
}
