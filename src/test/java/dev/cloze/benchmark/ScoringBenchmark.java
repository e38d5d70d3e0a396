package dev.cloze.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.PromptModel;
import dev.cloze.task.PromptClassifier;
import dev.cloze.template.Template;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Precision;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Scores texts and prints one JSON line: seconds from the start of the JVM to the first scored
 * text, and examples a second over all. {@code docs/performance.md} says how it is run beside other
 * systems.
 *
 * <pre>{@code
 * java -cp target/test-classes:target/cloze.jar dev.cloze.benchmark.ScoringBenchmark \
 *     --model bert-base --test test.tsv --words "world,politics;sports;business;technology,science"
 * }</pre>
 */
public final class ScoringBenchmark {
  private static final ImmutableMap<String, String> DEFAULTS =
      ImmutableMap.of(
          "template", "{\"placeholder\":\"text_a\"} This is about {\"mask\"} .",
          "maxlen", "256",
          "tokens", Integer.toString(PromptClassifier.TOKENS_PER_BATCH),
          "dtype", "f32",
          "threads", "2",
          "ntest", "256",
          "rounds", "1");

  private ScoringBenchmark() {}

  /** Runs with {@code --name value} pairs; model, test and words must be given. */
  public static void main(String[] args) throws IOException {
    Map<String, String> options = new LinkedHashMap<>(DEFAULTS);
    for (int i = 0; i + 1 < args.length; i += 2) {
      options.put(args[i].substring(2), args[i + 1]);
    }
    Machine.setThreads(Integer.parseInt(options.get("threads")));
    NumberFormat format = Precision.resolve(options.get("dtype"));
    Path folder = Path.of(options.get("model"));
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder);
        LanguageModel model = Architectures.load(folder, LoadOptions.frozen(format))) {
      Map<String, Object> result = new LinkedHashMap<>();
      PromptClassifier classifier = classifier(options, tokenizer, model, format);
      ImmutableList<Example> examples =
          read(Path.of(options.get("test")), Integer.parseInt(options.get("ntest")));
      classifier.predict(examples.subList(0, 1));
      result.put("first_s", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
      for (int round = 0; round < Integer.parseInt(options.get("rounds")); round++) {
        long start = System.nanoTime();
        classifier.predict(examples);
        result.put(
            "eval_ex_per_s",
            Math.round(examples.size() / ((System.nanoTime() - start) / 1e11)) / 100.0);
      }
      result.put("dtype", format.toString());
      System.out.println(new ObjectMapper().writeValueAsString(result));
    }
  }

  private static PromptClassifier classifier(
      Map<String, String> options,
      PretrainedTokenizer tokenizer,
      LanguageModel model,
      NumberFormat format) {
    ImmutableList<ImmutableList<String>> words =
        Splitter.on(';')
            .splitToStream(options.get("words"))
            .map(label -> ImmutableList.copyOf(Splitter.on(',').split(label)))
            .collect(ImmutableList.toImmutableList());
    List<String> labels = IntStream.range(0, words.size()).mapToObj(Integer::toString).toList();
    PromptTokenizer prompts =
        new PromptTokenizer(
            tokenizer,
            Template.parse(options.get("template")),
            model.shape().kind(),
            PromptTokenizerOptions.defaults()
                .withMaxLength(Integer.parseInt(options.get("maxlen"))));
    return new PromptClassifier(
        new PromptModel(model, Optional.empty(), format),
        prompts,
        ManualVerbalizer.of(
            LabelWords.of(labels, words), tokenizer, ManualVerbalizerOptions.defaults()),
        Integer.parseInt(options.get("tokens")));
  }

  /** Lines of a label, a tab and a text. */
  private static ImmutableList<Example> read(Path file, int limit) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .limit(limit)
        .map(line -> Example.of(line.substring(line.indexOf('\t') + 1)))
        .collect(ImmutableList.toImmutableList());
  }
}
