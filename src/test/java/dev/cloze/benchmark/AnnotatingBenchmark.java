package dev.cloze.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.data.DataSource;
import dev.cloze.data.ExampleStream;
import dev.cloze.pipeline.Annotator;
import dev.cloze.pipeline.TrainedEnsemble;
import dev.cloze.task.Combination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Labels texts with one member of a PET recipe and with all of them, in turn, and prints one JSON
 * line: the seconds of each, and how many single passes all members cost.
 *
 * <pre>{@code
 * java -cp target/test-classes:target/cloze.jar dev.cloze.benchmark.AnnotatingBenchmark \
 *     runs/pet texts.tsv 3
 * }</pre>
 */
public final class AnnotatingBenchmark {
  private static final double NANOSECONDS = 1e9;

  private AnnotatingBenchmark() {}

  /** Takes the folder of a recipe, a file of texts, and the number of rounds. */
  public static void main(String[] args) throws IOException {
    Path texts = Path.of(args[1]);
    List<Double> ones = new ArrayList<>();
    List<Double> alls = new ArrayList<>();
    try (TrainedEnsemble all = TrainedEnsemble.ofRecipe(Path.of(args[0]), OptionalLong.empty());
        TrainedEnsemble one =
            TrainedEnsemble.open(
                ImmutableMap.of("one", all.members().get(0).classifier().run().path()),
                Combination.mean(1))) {
      seconds(one, texts);
      for (int round = 0; round < Integer.parseInt(args[2]); round++) {
        ones.add(seconds(one, texts));
        alls.add(seconds(all, texts));
      }
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("members", all.members().size());
      result.put("one_s", ones);
      result.put("all_s", alls);
      result.put("passes", median(alls) / median(ones));
      System.out.println(new ObjectMapper().writeValueAsString(result));
    }
  }

  private static double seconds(TrainedEnsemble ensemble, Path texts) throws IOException {
    Path file = Files.createTempFile("labels", ".jsonl");
    long start = System.nanoTime();
    try (ExampleStream examples = ExampleStream.open(DataSource.of(texts), Optional.empty())) {
      new Annotator(ensemble, "benchmark", false).write(examples, file, Progress.SILENT);
    }
    double seconds = (System.nanoTime() - start) / NANOSECONDS;
    Files.delete(file);
    return seconds;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
  }
}
