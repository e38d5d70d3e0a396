package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Iterators;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.data.DataError;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.ExampleStream;
import dev.cloze.data.FewShot;
import dev.cloze.data.LabelCheck;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Labels;
import dev.cloze.data.Output;
import dev.cloze.data.SharedTexts;
import dev.cloze.data.SoftLabelFile;
import dev.cloze.data.SoftLabelLine;
import dev.cloze.data.SoftLabelStream;
import dev.cloze.task.SupportTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The examples of a run, read and checked.
 *
 * @param sources where they come from
 * @param output what is asked of them
 * @param train all that may be trained on, before any draw; empty where nothing is trained
 * @param soft what is trained on with soft labels, all of it; empty where nothing is trained
 * @param dev as read, before any draw
 * @param unlabelled as read; empty where nobody asks for them
 * @param test as read; empty where it is what a draw leaves
 * @param remarks what reading them showed, a sentence each
 */
record RunData(
    RunFile.Data sources,
    LabelSet labels,
    Output output,
    ImmutableList<Example> train,
    ImmutableList<Example> soft,
    ImmutableList<Example> dev,
    ImmutableList<Example> unlabelled,
    ImmutableList<Example> test,
    ImmutableList<String> remarks) {

  /**
   * The examples of one seed.
   *
   * @param train those with right labels, which verbalizers and baselines look at too
   * @param soft those with soft labels, which are trained on beside them
   */
  record Split(
      ImmutableList<Example> train,
      ImmutableList<Example> soft,
      ImmutableList<Example> dev,
      ImmutableList<Example> test) {
    /** All that is trained on. */
    ImmutableList<Example> taught() {
      return ImmutableList.<Example>builder().addAll(train).addAll(soft).build();
    }
  }

  /**
   * Reads all files.
   *
   * @param trains whether anything is trained
   * @param looks whether a verbalizer is made from examples
   * @param hides whether tokens of unlabelled texts are hidden in training
   */
  static RunData read(
      RunFile.Data data,
      LabelSet names,
      Output output,
      boolean trains,
      boolean looks,
      boolean hides) {
    List<String> remarks = new ArrayList<>();
    Labels labels = new Labels(names, data.labels(), output);
    boolean needsTrain = trains || data.test().isEmpty() || (looks && data.train().isPresent());
    ImmutableList<Example> train = needsTrain ? read(data.train(), labels) : ImmutableList.of();
    ImmutableList<Example> soft = trains ? soft(data, names) : ImmutableList.of();
    if (!soft.isEmpty()) {
      LabelCheck.requireLikely(
          ImmutableList.copyOf(Iterables.concat(train, soft)), names, data.softLabels().get());
    } else if (needsTrain && hasLabels(output)) {
      LabelCheck.requireAll(train, names, data.train().orElseThrow());
    }
    RunData read =
        new RunData(
            data,
            names,
            output,
            train,
            soft,
            read(trains ? data.dev() : Optional.empty(), labels),
            looks || hides ? unlabelled(data, hides, remarks) : ImmutableList.of(),
            read(data.test(), labels),
            ImmutableList.copyOf(remarks));
    // a draw that cannot be made is found now, whatever the seed
    return read.requireTest(read.of(0));
  }

  private static boolean hasLabels(Output output) {
    return output.match(() -> true, several -> true, range -> false);
  }

  private RunData requireTest(Split split) {
    if (split.test().isEmpty()) {
      throw new ClozeException(
          DataError.NO_EXAMPLES,
          "data.few_shot: the draw leaves no example of %s to score; draw fewer or name data.test",
          sources.train().orElseThrow().path());
    }
    return this;
  }

  private static ImmutableList<Example> read(Optional<DataSource> source, Labels labels) {
    return source.map(file -> ExampleReader.read(file, labels)).orElse(ImmutableList.of());
  }

  private static ImmutableList<Example> soft(RunFile.Data data, LabelSet names) {
    if (data.softLabels().isEmpty()) {
      return ImmutableList.of();
    }
    // line by line: what each member says may be many times as large, and nobody asks for it
    try (SoftLabelStream lines = SoftLabelFile.open(data.softLabels().get(), names)) {
      return ImmutableList.copyOf(Iterators.transform(lines, SoftLabelLine::example));
    }
  }

  /**
   * Unlabelled texts; where their file does not say, their columns are those of the training set.
   *
   * @param trained whether they are trained on, so that labels among them are worth a remark
   */
  private static ImmutableList<Example> unlabelled(
      RunFile.Data data, boolean trained, List<String> remarks) {
    if (data.unlabelled().isEmpty()) {
      return ImmutableList.of();
    }
    try (ExampleStream texts = data.openUnlabelled().orElseThrow()) {
      ImmutableList<Example> read = ImmutableList.copyOf(texts);
      if (trained && texts.hasLabels()) {
        remarks.add(
            "data.unlabelled has labels in it, which are not looked at; its texts are trained on");
      }
      return read;
    }
  }

  /**
   * What a verbalizer of one seed is made from.
   *
   * @param split the examples of the seed
   * @param most how many unlabelled texts are drawn; without any, those to train on serve
   */
  SupportTexts support(Split split, long seed, int most) {
    List<Example> shuffled = new ArrayList<>(unlabelled);
    Collections.shuffle(shuffled, new Random(Seeds.of(seed).derive("support", 0)));
    return new SupportTexts(
        split.train(), ImmutableList.copyOf(shuffled.subList(0, Math.min(most, shuffled.size()))));
  }

  /** Whether each seed draws examples of its own. */
  boolean variesBySeed() {
    return sources.fewShot().isPresent() && sources.fewShot().get().seed().isEmpty();
  }

  /** What one seed trains on, is chosen by and is scored on. */
  Split of(long seed) {
    ImmutableList<Example> drawnTrain = train;
    ImmutableList<Example> drawnDev = dev;
    if (sources.fewShot().isPresent() && !train.isEmpty()) {
      FewShot.Split drawn =
          FewShot.sample(
              train,
              labels,
              sources.fewShot().get(),
              Seeds.of(sources.fewShot().get().seed().orElse(seed)));
      drawnTrain = drawn.train();
      drawnDev = dev.isEmpty() ? drawn.dev() : dev;
    }
    ImmutableList<Example> all = sources.test().isPresent() ? test : rest(drawnTrain, drawnDev);
    int limit = sources.testLimit().orElse(all.size());
    return new Split(drawnTrain, soft, drawnDev, all.subList(0, Math.min(limit, all.size())));
  }

  private ImmutableList<Example> rest(List<Example> drawnTrain, List<Example> drawnDev) {
    ImmutableSet<Example> drawn =
        Stream.concat(drawnTrain.stream(), drawnDev.stream())
            .collect(ImmutableSet.toImmutableSet());
    return train.stream()
        .filter(example -> !drawn.contains(example))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * What a careful person would want to know of these data, a sentence each.
   *
   * @param seeds those of the run, whose draws may differ
   */
  ImmutableList<String> warnings(List<Long> seeds) {
    List<Split> splits =
        seeds.stream().limit(variesBySeed() ? seeds.size() : 1).map(this::of).toList();
    ImmutableList.Builder<String> warnings = ImmutableList.builder();
    warnings.addAll(remarks);
    shared("train", splits, Split::train).ifPresent(warnings::add);
    shared("soft_labels", splits, Split::soft).ifPresent(warnings::add);
    if (sources.dev().isPresent()
        && sources.dev().map(DataSource::path).equals(sources.test().map(DataSource::path))) {
      warnings.add(
          "data.dev and data.test are one file: the epoch is chosen on what is scored, so the"
              + " result is too good");
    } else {
      shared("dev", splits, Split::dev).ifPresent(warnings::add);
    }
    List<String> unused = LabelCheck.unused(splits.get(0).test(), labels);
    if (!unused.isEmpty() && hasLabels(output)) {
      warnings.add("the test set has no example of " + String.join(", ", unused));
    }
    return warnings.build();
  }

  private static Optional<String> shared(
      String name, List<Split> splits, Function<Split, List<Example>> part) {
    Set<SharedTexts.Pair> pairs = new LinkedHashSet<>();
    splits.forEach(split -> pairs.addAll(SharedTexts.between(part.apply(split), split.test())));
    return pairs.stream()
        .findFirst()
        .map(
            first ->
                "%d %s in %s too, such as example %s there and %s in the test set"
                    .formatted(
                        pairs.stream().map(SharedTexts.Pair::test).distinct().count(),
                        pairs.size() == 1
                            ? "text of the test set stands"
                            : "texts of the test set stand",
                        name,
                        first.train(),
                        first.test()));
  }

  /** The SHA-256 of each file by its path. */
  ImmutableMap<String, String> hashes() {
    ImmutableMap.Builder<String, String> hashes = ImmutableMap.builder();
    Stream.of(
            sources.train(),
            sources.softLabels().map(DataSource::of),
            sources.dev(),
            sources.unlabelled(),
            sources.test())
        .flatMap(Optional::stream)
        .distinct()
        .forEach(source -> hashes.put(source.path().toAbsolutePath().toString(), source.sha256()));
    return hashes.buildKeepingLast();
  }
}
