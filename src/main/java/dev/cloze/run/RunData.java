package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Seeds;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.FewShot;
import dev.cloze.data.LabelCheck;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Labels;
import dev.cloze.data.SharedTexts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The examples of a run, read and checked.
 *
 * @param sources where they come from
 * @param train all that may be trained on, before any draw; empty where nothing is trained
 * @param dev as read, before any draw
 * @param test as read; empty where it is what a draw leaves
 */
record RunData(
    RunFile.Data sources,
    LabelSet labels,
    ImmutableList<Example> train,
    ImmutableList<Example> dev,
    ImmutableList<Example> test) {

  /** The examples of one seed. */
  record Split(
      ImmutableList<Example> train, ImmutableList<Example> dev, ImmutableList<Example> test) {}

  /**
   * Reads all files.
   *
   * @param trains whether anything is trained
   */
  static RunData read(RunFile.Data data, LabelSet names, boolean trains) {
    Labels labels = new Labels(names, data.labels());
    boolean needsTrain = trains || data.test().isEmpty();
    ImmutableList<Example> train = needsTrain ? read(data.train(), labels) : ImmutableList.of();
    if (needsTrain) {
      LabelCheck.requireAll(train, names, data.train().orElseThrow());
    }
    return new RunData(
        data,
        names,
        train,
        read(trains ? data.dev() : Optional.empty(), labels),
        read(data.test(), labels));
  }

  private static ImmutableList<Example> read(Optional<DataSource> source, Labels labels) {
    return source.map(file -> ExampleReader.read(file, labels)).orElse(ImmutableList.of());
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
              sources.fewShot().get().perClass(),
              sources.fewShot().get().devPerClass(),
              Seeds.of(sources.fewShot().get().seed().orElse(seed)));
      drawnTrain = drawn.train();
      drawnDev = dev.isEmpty() ? drawn.dev() : dev;
    }
    ImmutableList<Example> all = sources.test().isPresent() ? test : rest(drawnTrain, drawnDev);
    int limit = sources.testLimit().orElse(all.size());
    return new Split(drawnTrain, drawnDev, all.subList(0, Math.min(limit, all.size())));
  }

  private ImmutableList<Example> rest(List<Example> drawnTrain, List<Example> drawnDev) {
    ImmutableSet<Example> drawn =
        Stream.concat(drawnTrain.stream(), drawnDev.stream())
            .collect(ImmutableSet.toImmutableSet());
    return train.stream()
        .filter(example -> !drawn.contains(example))
        .collect(ImmutableList.toImmutableList());
  }

  /** What a careful person would want to know of these data, a sentence each. */
  ImmutableList<String> warnings() {
    ImmutableList.Builder<String> warnings = ImmutableList.builder();
    Split split = of(0);
    shared("train", split.train(), split.test()).ifPresent(warnings::add);
    shared("dev", split.dev(), split.test()).ifPresent(warnings::add);
    if (sources.dev().isPresent()
        && sources.dev().map(DataSource::path).equals(sources.test().map(DataSource::path))) {
      warnings.add(
          "data.dev and data.test are one file: the epoch is chosen on what is scored, so the"
              + " result is too good");
    }
    List<String> unused = LabelCheck.unused(split.test(), labels);
    if (!unused.isEmpty()) {
      warnings.add("the test set has no example of " + String.join(", ", unused));
    }
    return warnings.build();
  }

  private static Optional<String> shared(String name, List<Example> some, List<Example> test) {
    List<SharedTexts.Pair> pairs = SharedTexts.between(some, test);
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "%d texts of the test set stand in %s too, such as example %s there and %s in the test set"
            .formatted(pairs.size(), name, pairs.get(0).train(), pairs.get(0).test()));
  }

  /** The SHA-256 of each file by its path. */
  ImmutableMap<String, String> hashes() {
    ImmutableMap.Builder<String, String> hashes = ImmutableMap.builder();
    Stream.of(sources.train(), sources.dev(), sources.test())
        .flatMap(Optional::stream)
        .distinct()
        .forEach(source -> hashes.put(source.path().toAbsolutePath().toString(), source.sha256()));
    return hashes.buildKeepingLast();
  }
}
