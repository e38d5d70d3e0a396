package dev.cloze.pipeline;

import com.google.common.base.Splitter;
import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import dev.cloze.run.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The stages of a seed that are done, kept in a file so that a resumed recipe knows them. */
final class Stages {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final double MILLISECONDS = 1e3;
  private static final long KILO = 1024;

  private final Path file;
  private final List<Stage> stages;

  /** The list that a file holds. */
  record Kept(ImmutableList<Stage> stages) {}

  Stages(Path file) {
    this.file = file;
    this.stages =
        new ArrayList<>(
            Files.exists(file) ? WholeFile.readJson(file, Kept.class).stages() : List.of());
  }

  /** Does a stage and keeps what it took; one of the same name is forgotten. */
  void time(String name, Runnable work) {
    Stopwatch watch = Stopwatch.createStarted();
    work.run();
    stages.removeIf(stage -> stage.name().equals(name));
    stages.add(new Stage(name, watch.elapsed().toMillis() / MILLISECONDS, peakMegabytes()));
    WholeFile.writeJson(file, new Kept(all()));
  }

  ImmutableList<Stage> all() {
    return ImmutableList.copyOf(stages);
  }

  private static long peakMegabytes() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .findFirst()
          .flatMap(Stages::kilobytes)
          .map(kilobytes -> kilobytes / KILO)
          .orElse(0L);
    } catch (IOException e) {
      return 0; // not Linux
    }
  }

  private static Optional<Long> kilobytes(String line) {
    return Optional.ofNullable(
        Longs.tryParse(
            Splitter.on(' ')
                .omitEmptyStrings()
                .splitToList(line.substring(PEAK.length()).trim())
                .get(0)));
  }
}
