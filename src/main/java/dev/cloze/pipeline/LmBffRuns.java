package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import dev.cloze.run.RunFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays words and hyperparameters over the run file of a seed. */
final class LmBffRuns {
  private static final String VERBALIZER = "verbalizer";
  private static final String TRAINING = "training";

  private final Setting.Mapping base;

  private LmBffRuns(Setting.Mapping base) {
    this.base = base;
  }

  static LmBffRuns of(Path runFile) {
    return new LmBffRuns(Yaml.read(runFile));
  }

  /**
   * A run.
   *
   * @param words the label words in the place of a search for them
   * @param point the hyperparameters in the place of those of the file
   * @param baselines whether simple things are measured beside, where the file wants that
   */
  RunFile file(
      Optional<CandidateWords.Candidate> words, Optional<GridPoint> point, boolean baselines) {
    Setting.Mapping settings = base;
    if (words.isPresent()) {
      settings =
          settings
              .with(List.of(VERBALIZER, "kind"), scalar("manual"))
              .with(List.of(VERBALIZER, "words"), setting(words.get().words()));
      for (String replaced : List.of("file", "labels", "automatic")) {
        settings = settings.with(List.of(VERBALIZER, replaced), new Setting.Absent(base.origin()));
      }
    }
    if (point.isPresent()) {
      settings =
          settings
              .with(
                  List.of(TRAINING, "batch_size"),
                  scalar(Integer.toString(point.get().batchSize())))
              .with(
                  List.of(TRAINING, "learning_rate"),
                  scalar(Double.toString(point.get().learningRate())));
    }
    return Options.bind(
        baselines ? settings : settings.with(List.of("baselines"), scalar("false")), RunFile.class);
  }

  private Setting setting(ImmutableMap<String, ImmutableList<String>> words) {
    ImmutableMap.Builder<String, Setting> labels = ImmutableMap.builder();
    for (Map.Entry<String, ImmutableList<String>> label : words.entrySet()) {
      labels.put(
          label.getKey(),
          new Setting.Sequence(
              label.getValue().stream().map(this::scalar).collect(ImmutableList.toImmutableList()),
              base.origin()));
    }
    return new Setting.Mapping(labels.buildOrThrow(), base.origin());
  }

  private Setting scalar(String text) {
    return new Setting.Scalar(text, base.origin());
  }
}
