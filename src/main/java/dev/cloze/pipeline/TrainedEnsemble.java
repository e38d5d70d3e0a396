package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Closer;
import dev.cloze.base.ClozeException;
import dev.cloze.data.LabelSet;
import dev.cloze.run.OutputKind;
import dev.cloze.run.RunFile;
import dev.cloze.run.TrainedClassifier;
import dev.cloze.run.TrainedRun;
import dev.cloze.task.Combination;
import dev.cloze.task.Ensemble;
import dev.cloze.task.SharedModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The classifiers of several runs as one; patterns, verbalizers and models may differ. Models that
 * the runs did not train are in memory once. Owns all of it until it is closed.
 *
 * <pre>{@code
 * try (TrainedEnsemble trained = TrainedEnsemble.ofRecipe(folder, OptionalLong.empty())) {
 *   List<String> labels = trained.ensemble().classify(texts);
 * }
 * }</pre>
 */
public final class TrainedEnsemble implements AutoCloseable {
  private final SharedModels shared;
  private final ImmutableList<Member> members;
  private final Combination combination;

  private TrainedEnsemble(
      SharedModels shared, ImmutableList<Member> members, Combination combination) {
    this.shared = shared;
    this.members = members;
    this.combination = combination;
  }

  /** A run's classifier under its name. */
  public record Member(String name, TrainedClassifier classifier) {
    /** What members have in common whose prompts are the same; demonstrations are drawn by each. */
    Object prompts() {
      RunFile file = classifier.file();
      return ImmutableList.of(
          file.demonstrations().isPresent() ? name : "",
          file.model().folder().toAbsolutePath().normalize(),
          file.template(),
          file.tokens(),
          file.verbalizer());
    }
  }

  /**
   * Loads the classifiers of runs.
   *
   * @param folders by the members' names, at least one; of a run with several seeds the one that
   *     {@link TrainedRun#of} takes
   * @param combination how heavy they are and what is made of what they say
   * @throws ClozeException {@link RecipeError#OTHER_OUTPUT} where one gives something else than one
   *     label; {@link RecipeError#UNLIKE_MEMBERS} where they have other labels; what {@link
   *     TrainedRun} throws
   */
  public static TrainedEnsemble open(ImmutableMap<String, Path> folders, Combination combination) {
    List<TrainedRun> runs =
        folders.values().stream().map(path -> TrainedRun.of(path, OptionalLong.empty())).toList();
    requireAlike(folders.keySet().asList(), runs);
    SharedModels shared = new SharedModels();
    List<Member> members = new ArrayList<>();
    try {
      int next = 0;
      for (String name : folders.keySet()) {
        members.add(new Member(name, runs.get(next++).load(shared)));
      }
      return new TrainedEnsemble(shared, ImmutableList.copyOf(members), combination);
    } catch (RuntimeException e) {
      closeAll(members, shared);
      throw e;
    }
  }

  /**
   * The members of a recipe's last generation, weighted as the recipe says; of LM-BFF the run that
   * was best on the dev set.
   *
   * @param seed which seed; the first where absent
   * @throws ClozeException {@link RecipeError#NO_RECIPE}; {@link RecipeError#UNFINISHED} where no
   *     generation is done
   */
  public static TrainedEnsemble ofRecipe(Path folder, OptionalLong seed) {
    if (RecipeFolder.open(folder).read().kind() == RecipeFile.Kind.LM_BFF) {
      return open(
          ImmutableMap.of("chosen", LmBffFolder.open(folder).chosen(seed)), Combination.mean(1));
    }
    PetFolder recipe = PetFolder.open(folder);
    PetPlan plan = recipe.plan();
    PetPlan.SeedPlan chosen = recipe.seedOf(plan, seed);
    int generation = recipe.lastGeneration(plan, chosen);
    ImmutableMap.Builder<String, Path> folders = ImmutableMap.builder();
    chosen
        .members()
        .forEach(
            member ->
                folders.put(
                    member.name(), recipe.member(chosen.seed(), generation, member.name())));
    ImmutableMap<String, Path> found = folders.buildOrThrow();
    return open(found, MemberWeights.of(plan.weights(), plan.options().combine(), found));
  }

  private static void requireAlike(List<String> names, List<TrainedRun> runs) {
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).file().output().kind() != OutputKind.ONE_LABEL) {
        throw new ClozeException(
            RecipeError.OTHER_OUTPUT,
            "%s gives several labels or a number; members label texts with one label each",
            names.get(i));
      }
      if (!runs.get(i).labels().equals(runs.get(0).labels())) {
        throw new ClozeException(
            RecipeError.UNLIKE_MEMBERS,
            "%s has the labels %s, and %s has %s; the members of an ensemble have the same labels"
                + " in the same order",
            names.get(i),
            runs.get(i).labels().names(),
            names.get(0),
            runs.get(0).labels().names());
      }
    }
  }

  /** All of them as one, which predicts in one call. */
  public Ensemble ensemble() {
    return new Ensemble(
        members.stream().map(member -> member.classifier().classifier()).collect(toImmutableList()),
        combination);
  }

  /** The members, in the order of their weights. */
  public ImmutableList<Member> members() {
    return members;
  }

  /** How heavy they are and what is made of what they say. */
  public Combination combination() {
    return combination;
  }

  /** The labels, in the order of their numbers. */
  public LabelSet labels() {
    return members.get(0).classifier().labels();
  }

  /** The members whose prompts are the same, together. */
  ImmutableList<ImmutableList<Integer>> byPrompts() {
    Map<Object, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      groups.computeIfAbsent(members.get(i).prompts(), key -> new ArrayList<>()).add(i);
    }
    return groups.values().stream().map(ImmutableList::copyOf).collect(toImmutableList());
  }

  /** The first member, whose data say in which columns texts stand. */
  public Member first() {
    return members.get(0);
  }

  @Override
  public void close() {
    closeAll(members, shared);
  }

  /** Closes all, the shared models last, whatever one of them throws; the first of that goes on. */
  private static void closeAll(List<Member> members, SharedModels shared) {
    Closer closer = Closer.create();
    closer.register(shared::close);
    members.forEach(member -> closer.register(member.classifier()::close));
    try {
      closer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
