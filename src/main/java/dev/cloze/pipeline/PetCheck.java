package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.data.LabelSet;
import dev.cloze.data.SoftLabel;
import dev.cloze.data.SoftLabelFile;
import dev.cloze.data.SoftLabelLine;
import dev.cloze.run.OutputKind;
import dev.cloze.run.RunCheck;
import dev.cloze.run.RunFile;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads words, templates, data and model folders of all members and of the distilled classifier
 * before the first training, each combination once.
 */
final class PetCheck {
  private final PetPlan plan;
  private final Map<Object, RunCheck> read = new HashMap<>();
  private final ImmutableMap.Builder<String, String> hashes = ImmutableMap.builder();

  private PetCheck(PetPlan plan) {
    this.plan = plan;
  }

  /**
   * Checks a plan and returns the hashes of all that it reads, by path.
   *
   * @throws ClozeException with the member that is wrong
   */
  static ImmutableMap<String, String> of(PetPlan plan) {
    return new PetCheck(plan).check();
  }

  private ImmutableMap<String, String> check() {
    for (PetPlan.SeedPlan seed : plan.seeds()) {
      RunFile.Data data = seed.members().get(0).file().data();
      for (PetPlan.Member member : seed.members()) {
        requireLike(member.pattern(), member.file());
        requireSameData(member.pattern(), member.file().data().equals(data));
      }
      seed.distil()
          .map(RunFile::untrained)
          .ifPresent(
              file -> {
                requireLike("distil", file);
                requireSameData("distil", scored(file.data()).equals(scored(data)));
              });
    }
    hash(plan.first().data().unlabelled().orElseThrow());
    requireTexts();
    return hashes.buildKeepingLast();
  }

  /**
   * Says what a recipe needs beside what its runs need.
   *
   * @param first the run of a member
   * @throws ClozeException {@link RecipeError#NO_UNLABELLED}, {@link RecipeError#NO_TEST}, {@link
   *     RecipeError#OTHER_OUTPUT}, or what reading the unlabelled texts throws
   */
  static void requireRecipe(RunFile first) {
    requireOneLabel(first);
    RunFile.Data data = first.data();
    if (data.unlabelled().isEmpty()) {
      throw new ClozeException(
          RecipeError.NO_UNLABELLED,
          "data.unlabelled is missing: a file of texts belongs there, which the members label");
    }
    if (data.test().isEmpty()) {
      throw new ClozeException(
          RecipeError.NO_TEST,
          "data.test is missing: a recipe scores all its classifiers on a test set of its own, not"
              + " on what a draw leaves");
    }
    try (ExampleStream texts = data.openUnlabelled().orElseThrow()) {
      if (!texts.hasNext()) { // reads as much as shows that it can be read
        throw new ClozeException(
            RecipeError.NO_UNLABELLED,
            "%s: no texts are in it, and the members label those of data.unlabelled",
            data.unlabelled().get().path());
      }
    }
  }

  /** Sees on the first text that members can read the texts, and that they can be written. */
  private void requireTexts() {
    try (ExampleStream texts = plan.first().data().openUnlabelled().orElseThrow()) {
      Example first = texts.next();
      plan.seeds().get(0).members().forEach(member -> member.file().readTemplate().render(first));
      int labels = checked("the first member", plan.first()).labels().size();
      SoftLabelFile.line(
          SoftLabelLine.of(first.withSoft(SoftLabel.certain(0, labels))),
          checked("the first member", plan.first()).labels());
    } catch (ClozeException e) {
      throw new ClozeException(e.code(), "data.unlabelled: %s", e.getMessage()).causedBy(e);
    }
  }

  /** What a classifier is scored on. */
  private static ImmutableList<Object> scored(RunFile.Data data) {
    return ImmutableList.of(data.test(), data.testLimit(), data.labels());
  }

  private static void requireSameData(String name, boolean same) {
    if (!same) {
      throw new ClozeException(
          RecipeError.UNLIKE_MEMBERS,
          "recipe: %s has other data than the first member; all train on and are scored on the"
              + " same, which stands under 'data' of the file",
          name);
    }
  }

  private void hash(DataSource source) {
    hashes.put(source.path().toAbsolutePath().normalize().toString(), source.sha256());
  }

  private void requireLike(String name, RunFile file) {
    requireOneLabel(file);
    LabelSet wanted = checked("the first member", plan.first()).labels();
    RunCheck found = checked(name, file);
    hashes.putAll(found.hashes());
    if (!found.labels().equals(wanted)) {
      throw new ClozeException(
          RecipeError.UNLIKE_MEMBERS,
          "recipe: %s has the labels %s, and the first member has %s; all have the same labels in"
              + " the same order",
          name,
          found.labels().names(),
          wanted.names());
    }
  }

  private static void requireOneLabel(RunFile file) {
    if (file.output().kind() != OutputKind.ONE_LABEL) {
      throw new ClozeException(
          RecipeError.OTHER_OUTPUT,
          "recipe: members label texts with one label each; leave 'output' out");
    }
  }

  private RunCheck checked(String name, RunFile file) {
    try {
      return read.computeIfAbsent(
          ImmutableList.of(
              file.data(),
              file.model(),
              file.template(),
              file.verbalizer(),
              file.demonstrations(),
              file.soft(),
              file.start(),
              file.forgetting(),
              file.tokens(),
              file.training()),
          key -> RunCheck.of(file));
    } catch (ClozeException e) {
      throw new ClozeException(e.code(), "recipe: %s: %s", name, e.getMessage()).causedBy(e);
    }
  }
}
