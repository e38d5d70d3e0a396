package dev.cloze.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.Set;

/**
 * Which room may import which: the table of the design, and the rules made of it for any root
 * package, so that planted violations are caught by the very rules that the project keeps.
 */
final class Rooms {
  /** A room and those that it may import; what these may import, it may too. */
  private static final ImmutableSetMultimap<String, String> TABLE =
      ImmutableSetMultimap.<String, String>builder()
          .put("data", "base")
          .put("tensor", "base")
          .put("weights", "tensor")
          .put("hub", "base")
          .put("knowledge", "base")
          .put("nn", "weights")
          .put("template", "data")
          .put("tokenize", "template")
          .putAll("plm", "nn", "tokenize", "hub")
          .put("delta", "plm")
          .putAll("prompt", "plm", "delta")
          .putAll("generate", "plm", "prompt")
          .putAll("verbalizer", "prompt", "generate", "knowledge")
          .put("task", "verbalizer")
          .put("verify", "task")
          .put("baseline", "task")
          .put("train", "task")
          .put("report", "train")
          .put("search", "train")
          .putAll("pretrain", "train", "report")
          .putAll("run", "search", "verify", "baseline", "report", "pretrain")
          .put("sweep", "run")
          .putAll("pipeline", "run", "sweep")
          .putAll("cli", "pipeline")
          .put("web", "pipeline")
          .put("spark", "pipeline")
          .build();

  private static final String TENSOR = "tensor";
  private static final String TOKENIZE = "tokenize";

  private final String root;
  private final Set<String> names;
  private final ImmutableSetMultimap<String, String> reachable;

  Rooms(String root) {
    this.root = root + ".";
    MutableGraph<String> graph = GraphBuilder.directed().allowsSelfLoops(true).build();
    TABLE.forEach(graph::putEdge);
    this.names = Set.copyOf(graph.nodes());
    this.reachable =
        names.stream()
            .collect(
                ImmutableSetMultimap.flatteningToImmutableSetMultimap(
                    name -> name, name -> Graphs.reachableNodes(graph, name).stream()));
  }

  /** Every class stands in a room of the table. */
  ArchRule known() {
    return classes()
        .that(resideInAPackage(root + "."))
        .should(
            new ArchCondition<JavaClass>("stand in a room of the table") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean known = room(type).filter(names::contains).isPresent();
                events.add(
                    new SimpleConditionEvent(type, known, type.getName() + " is in no room"));
              }
            });
  }

  /** Rooms import what the table lets them. */
  ArchRule imports() {
    return classes()
        .that(resideInAPackage(root + "."))
        .should(
            new ArchCondition<JavaClass>("import only what the table lets them") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf()
                    .forEach(
                        dependency ->
                            events.add(
                                new SimpleConditionEvent(
                                    dependency,
                                    isAllowed(dependency),
                                    dependency.getDescription())));
              }
            });
  }

  /** No two rooms need each other. */
  ArchRule acyclic() {
    return slices().matching(root + "(*)..").should().beFreeOfCycles();
  }

  /** Only the tensor room knows the engine; the tokenizers are known to one other room. */
  ArchRule engine() {
    return noClasses()
        .that(resideInAPackage(root + ".").and(notIn(TENSOR)))
        .should()
        .dependOnClassesThat(
            resideInAPackage("ai.djl..")
                .and(DescribedPredicate.not(resideInAPackage("ai.djl.huggingface.tokenizers.."))));
  }

  /** Only the tokenize room knows the tokenizers' library. */
  ArchRule tokenizers() {
    return noClasses()
        .that(resideInAPackage(root + ".").and(notIn(TOKENIZE)))
        .should()
        .dependOnClassesThat(resideInAPackage("ai.djl.huggingface.."));
  }

  private DescribedPredicate<JavaClass> notIn(String room) {
    return DescribedPredicate.not(resideInAPackage(root + room + ".."));
  }

  private boolean isAllowed(Dependency dependency) {
    Optional<String> target = room(dependency.getTargetClass());
    Optional<String> origin = room(dependency.getOriginClass());
    return target.isEmpty()
        || target.get().equals("base")
        || origin.filter(from -> reachable.containsEntry(from, target.get())).isPresent();
  }

  private Optional<String> room(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(root)
        ? Splitter.on('.').splitToStream(name.substring(root.length())).findFirst()
        : Optional.empty();
  }
}
