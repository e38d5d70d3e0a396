package dev.cloze.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SupportTexts;
import dev.cloze.template.Template;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingLog;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.KnowledgeableOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.PrototypicalOptions;
import dev.cloze.verbalizer.SoftVerbalizer;
import dev.cloze.verbalizer.VerbalizerMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains a verbalizer on a frozen model and prints one JSON line: seconds of the first epoch, which
 * runs the model, and of each later one, which reads what was kept.
 *
 * <pre>{@code
 * java -cp target/test-classes:target/cloze.jar dev.cloze.benchmark.FrozenTrainingBenchmark \
 *     --model bert-base --train train.tsv --kind soft
 * }</pre>
 */
public final class FrozenTrainingBenchmark {
  private static final ImmutableMap<String, String> DEFAULTS =
      ImmutableMap.of("kind", "soft", "examples", "256", "epochs", "11", "threads", "2");
  private static final LabelWords WORDS =
      LabelWords.of(
          ImmutableMap.of(
              "0", List.of("world", "politics", "war", "government"),
              "1", List.of("sports", "game", "team", "player"),
              "2", List.of("business", "market", "company", "money"),
              "3", List.of("technology", "science", "computer", "software")));

  private FrozenTrainingBenchmark() {}

  /** Runs with {@code --name value} pairs; model and train must be given. */
  public static void main(String[] args) throws IOException {
    Map<String, String> options = new LinkedHashMap<>(DEFAULTS);
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i].substring(2), args[i + 1]);
    }
    Machine.setThreads(Integer.parseInt(options.get("threads")));
    ImmutableList<Example> examples =
        read(Path.of(options.get("train")), Integer.parseInt(options.get("examples")));
    int epochs = Integer.parseInt(options.get("epochs"));
    List<Double> seconds = new ArrayList<>();
    if (options.get("kind").equals("prototypical")) {
      // one epoch is one step over all examples
      double first = loading(options, PrototypicalOptions.defaults().withEpochs(1), examples);
      double all = loading(options, PrototypicalOptions.defaults().withEpochs(epochs), examples);
      seconds.add(first);
      seconds.add((all - first) / (epochs - 1));
    } else {
      VerbalizerMaker maker =
          options.get("kind").equals("soft")
              ? SoftVerbalizer::of
              : KnowledgeableOptions.defaults()
                  .withFilters(
                      KnowledgeableOptions.Frequency.NONE, 0, KnowledgeableOptions.Relevance.NONE);
      seconds.addAll(training(options, maker, examples, epochs));
    }
    double later = seconds.stream().skip(1).mapToDouble(s -> s).average().orElseThrow();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("kind", options.get("kind"));
    result.put("examples", examples.size());
    result.put("first_epoch_s", rounded(seconds.get(0)));
    result.put("later_epoch_s", rounded(later));
    result.put("later_share", rounded(later / seconds.get(0)));
    System.out.println(new ObjectMapper().writeValueAsString(result));
  }

  private static double rounded(double number) {
    return Math.round(number * 1e5) / 1e5;
  }

  private static PromptParts parts(Map<String, String> options, VerbalizerMaker maker) {
    Template template = Template.parse("{\"placeholder\":\"text_a\"} This is about {\"mask\"} .");
    return PromptParts.of(Path.of(options.get("model")), template, WORDS).withVerbalizer(maker);
  }

  /** Seconds of making a verbalizer that learns while it is made, without loading the model. */
  private static double loading(
      Map<String, String> options, VerbalizerMaker maker, ImmutableList<Example> examples) {
    double without = time(() -> load(options, SoftVerbalizer::of, examples).close());
    return time(() -> load(options, maker, examples).close()) - without;
  }

  private static LoadedPrompt load(
      Map<String, String> options, VerbalizerMaker maker, ImmutableList<Example> examples) {
    return parts(options, maker)
        .load(
            LoadOptions.frozen(NumberFormat.F32),
            Seeds.of(1),
            new SupportTexts(examples, ImmutableList.of()),
            Optional.empty());
  }

  private static double time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static List<Double> training(
      Map<String, String> options,
      VerbalizerMaker maker,
      ImmutableList<Example> examples,
      int epochs) {
    List<Double> seconds = new ArrayList<>();
    try (LoadedPrompt prompt =
        parts(options, maker).load(LoadOptions.frozen(NumberFormat.F32), Seeds.of(1))) {
      long[] last = {System.nanoTime()};
      TrainingLog log =
          new TrainingLog() {
            @Override
            public void epoch(EpochResult result) {
              long now = System.nanoTime();
              seconds.add((now - last[0]) / 1e9);
              last[0] = now;
            }
          };
      new Training(
              prompt.keepingClassifier(),
              TrainingOptions.defaults()
                  .withTune(TrainingOptions.Tune.PROMPT)
                  .withEpochs(epochs)
                  .withBatchSize(16),
              Seeds.of(1),
              log,
              Optional.empty())
          .run(examples, Progress.SILENT);
    }
    return seconds;
  }

  /** Lines of a label's number, a tab and a text. */
  private static ImmutableList<Example> read(Path file, int limit) throws IOException {
    return Files.readAllLines(file).stream()
        .limit(limit)
        .map(line -> line.split("\t", 2))
        .map(cells -> Example.of(cells[1]).withLabel(Integer.parseInt(cells[0])))
        .collect(ImmutableList.toImmutableList());
  }
}
