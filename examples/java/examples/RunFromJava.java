package examples;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.run.BaselineResult;
import dev.cloze.run.Run;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunResult;
import dev.cloze.train.Evaluation;
import java.nio.file.Path;
import java.util.List;

/** Does from Java what {@code cloze run} does, and reads the results. */
public final class RunFromJava {
  private RunFromJava() {}

  /**
   * The accuracy by the name of what reaches it: the trained model first, then the baselines.
   *
   * @param file a run file
   * @param settings what is laid over it, such as {@code training.epochs=3}
   * @param out a new folder for the results
   */
  static ImmutableMap<String, Double> run(Path file, List<String> settings, Path out) {
    RunFile settled = RunFile.read(file, settings).withOut(out);
    Run run = Run.begin(settled, "from-java", "examples.RunFromJava " + file);
    run.warnings().forEach(System.err::println);
    RunResult result = run.execute(Progress.SILENT, Run.Listener.SILENT);

    ImmutableMap.Builder<String, Double> accuracies = ImmutableMap.builder();
    accuracies.put("trained", result.accuracy().mean());
    for (BaselineResult baseline : result.baselines()) {
      accuracies.put(baseline.name(), accuracy(baseline.evaluations()));
    }
    return accuracies.buildOrThrow();
  }

  private static double accuracy(List<Evaluation> evaluations) {
    return evaluations.stream().mapToDouble(Evaluation::accuracy).average().orElseThrow();
  }

  /** Takes a run file, a new folder for the results, and settings. */
  public static void main(String[] arguments) {
    List<String> settings = List.of(arguments).subList(2, arguments.length);
    run(Path.of(arguments[0]), settings, Path.of(arguments[1]))
        .forEach((name, accuracy) -> System.out.printf("%-30s %.4f%n", name, accuracy));
  }
}
