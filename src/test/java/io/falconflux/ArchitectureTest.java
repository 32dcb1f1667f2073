package io.falconflux;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layers, and where waiting and subscribing is allowed. */
class ArchitectureTest {

    private static final String BASE = "io.falconflux";

    /** What each package may name; the root, which is the facade, is the empty name. */
    private static final Map<String, Set<String>> LAYERS = Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("flow", Set.of()),
            Map.entry("query", Set.of("error")),
            Map.entry("scan", Set.of("flow", "error")),
            Map.entry("action", Set.of("flow", "error")),
            Map.entry("member", Set.of("scan", "flow", "error")),
            Map.entry("series", Set.of()),
            Map.entry("join", Set.of("collection", "query", "scan", "flow", "error")),
            Map.entry("json", Set.of("error")),
            Map.entry("transport", Set.of("json", "error")),
            Map.entry("resilience", Set.of("transport", "json", "error")),
            Map.entry("observability", Set.of("transport", "json", "error")),
            Map.entry("auth", Set.of("transport", "json", "oauth2", "error")),
            Map.entry("collection", Set.of("action", "transport", "json", "query", "scan", "flow", "error")),
            Map.entry("oauth2", Set.of("collection", "transport", "json", "query", "scan", "error")),
            Map.entry("incidents", Set.of("collection", "transport", "json", "query", "scan", "error")),
            Map.entry("simulator", Set.of()));

    private static final Set<String> BLOCKING =
            Set.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream");

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(BASE);
    }

    @Test
    void everyPackageNamesOnlyTheLayersBelowIt() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        for (JavaClass type : classes) {
            String from = layer(type);
            if (from.equals("cli")) {
                continue;
            }
            Set<String> allowed = from.isEmpty() ? everythingBut("cli") : LAYERS.getOrDefault(from, Set.of());
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(BASE))
                    .map(ArchitectureTest::layer)
                    .filter(to -> !to.equals(from) && !allowed.contains(to))
                    .forEach(to -> wrong.computeIfAbsent(type.getName(), name -> new TreeSet<>())
                            .add(to.isEmpty() ? "the root" : to));
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void everyPackageHasItsPlaceInTheLayers() {
        Set<String> known = everythingBut("");
        Set<String> seen = classes.stream()
                .map(ArchitectureTest::layer)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(known.containsAll(seen), () -> "a package without a place: " + seen);
        assertTrue(
                seen.containsAll(Set.of("error", "json", "transport", "auth", "incidents", "oauth2")), seen::toString);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void nothingWaitsOutsideTheCommandLineAndTheSimulatorAndClose() {
        Predicate<JavaAccess<?>> waits = call -> BLOCKING.contains(call.getName()) && onPublisher(call)
                || call.getName().equals("sleep") && call.getTargetOwner().isEquivalentTo(Thread.class);
        assertEquals(List.of(FalconClient.class.getName() + ".close()"), accesses(waits, Set.of()));
    }

    @Test
    void nothingSubscribesOutsideTheCommandLineAndTheSimulatorAndTheTokenCacheAndTheClient() {
        Predicate<JavaAccess<?>> subscribes =
                call -> call.getName().equals("subscribe") && onPublisher(call) && !passesOn(call);
        assertEquals(List.of(), accesses(subscribes, Set.of(BASE + ".auth.TokenCache", FalconClient.class.getName())));
    }

    @Test
    void onlyTheGovernorUsesSinks() {
        Predicate<JavaAccess<?>> sinks =
                call -> call.getTargetOwner().getName().startsWith("reactor.core.publisher.Sinks");
        List<String> users = accesses(sinks, Set.of());
        assertTrue(
                users.stream().allMatch(user -> user.startsWith(BASE + ".resilience.Governor")),
                () -> "Sinks: " + users);
    }

    @Test
    void theCoreKnowsNothingOfTheCommandLinesLibrariesAndOfSpring() {
        DescribedPredicate<JavaClass> foreign = resideInAnyPackage(
                "picocli..", "me.tongfei..", "org.apache.commons..", "org.springframework..", "io.micrometer..");
        List<String> wrong = classes.stream()
                .filter(type -> !layer(type).equals("cli") && !layer(type).equals("observability"))
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> foreign.test(dependency.getTargetClass())))
                .map(JavaClass::getName)
                .toList();
        assertEquals(List.of(), wrong);
    }

    private static Set<String> everythingBut(String layer) {
        return Stream.concat(LAYERS.keySet().stream(), Stream.of("", "cli"))
                .filter(name -> !name.equals(layer))
                .collect(Collectors.toSet());
    }

    private static String layer(JavaClass type) {
        String rest = type.getPackageName().substring(BASE.length());
        return rest.isEmpty() ? "" : rest.substring(1).split("\\.")[0];
    }

    private static boolean onPublisher(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        return owner.startsWith("reactor.core.publisher.") || owner.equals("org.reactivestreams.Publisher");
    }

    /** An operator hands the subscription that it got to its source. */
    private static boolean passesOn(JavaAccess<?> call) {
        return call.getOrigin().getName().equals("subscribe")
                && call.getOriginOwner()
                        .getRawSuperclass()
                        .filter(parent -> parent.getName().startsWith("reactor.core.publisher."))
                        .isPresent();
    }

    /** Returns the methods, outside the command line and the simulator and some classes, that make such a call. */
    private static List<String> accesses(Predicate<JavaAccess<?>> wanted, Set<String> exempt) {
        return classes.stream()
                .filter(type -> !Set.of("cli", "simulator").contains(layer(type)))
                .filter(type -> !exempt.contains(outermost(type).getName()))
                .map(JavaClass::getAccessesFromSelf)
                .flatMap(Collection::stream)
                .filter(wanted)
                .map(call ->
                        call.getOriginOwner().getName() + "." + call.getOrigin().getName() + "()")
                .distinct()
                .sorted()
                .toList();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
