package dev.cloze.sweep;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.run.RunFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every combination of the axes' values and the data seeds, the first axis slowest. */
final class Expansion {
  private static final List<String> DRAW_SEED = List.of("data", "few_shot", "seed");

  private final SweepFile file;
  private final SweepOptions options;
  private final List<PlannedCell> cells = new ArrayList<>();

  Expansion(SweepFile file, SweepOptions options) {
    this.file = file;
    this.options = options;
  }

  ImmutableList<PlannedCell> cells() {
    for (List<Axis.Value> values :
        Lists.cartesianProduct(Lists.transform(file.axes(), Axis::values))) {
      add(values);
    }
    return ImmutableList.copyOf(cells);
  }

  private void add(List<Axis.Value> values) {
    Map<String, String> names = new LinkedHashMap<>();
    Optional<Double> curve = Optional.empty();
    Setting.Mapping run = base();
    for (int i = 0; i < values.size(); i++) {
      Axis axis = file.axes().get(i);
      Axis.Value value = values.get(i);
      names.put(axis.name(), value.name());
      if (options.curve().filter(axis.name()::equals).isPresent()) {
        curve = Optional.of(Double.valueOf(value.text()));
      }
      for (Map.Entry<String, Setting> key : value.keys().entrySet()) {
        run = run.with(Splitter.on('.').splitToList(key.getKey()), key.getValue());
      }
    }
    RunFile bound = Options.bind(run, RunFile.class);
    ImmutableMap<String, String> all = ImmutableMap.copyOf(names);
    if (options.seeds().data().isEmpty()) {
      cells.add(new PlannedCell(new Cell("", cells.size(), all, curve, Optional.empty()), bound));
    }
    for (long seed : options.seeds().data()) {
      Cell cell = new Cell("", cells.size(), all, curve, Optional.of(seed));
      requireDraw(bound, cell);
      cells.add(
          new PlannedCell(cell, Options.bind(run.with(DRAW_SEED, number(seed)), RunFile.class)));
    }
  }

  /** The run file with the sweep's seeds; baselines are measured where it asks for them. */
  private Setting.Mapping base() {
    Setting nothing = new Setting.Absent(file.run().origin());
    Setting.Mapping run = file.run().with(List.of("out"), nothing);
    if (!run.entries().containsKey("baselines")) {
      run = run.with(List.of("baselines"), new Setting.Scalar("false", run.origin()));
    }
    if (options.seeds().training().isEmpty()) {
      return run;
    }
    ImmutableList<Setting> seeds =
        options.seeds().training().stream()
            .map(this::number)
            .collect(ImmutableList.toImmutableList());
    return run.with(List.of("seed"), nothing)
        .with(List.of("seeds"), new Setting.Sequence(seeds, run.origin()));
  }

  private Setting number(long seed) {
    return new Setting.Scalar(Long.toString(seed), file.run().origin());
  }

  private static void requireDraw(RunFile bound, Cell cell) {
    if (bound.data().fewShot().isEmpty()) {
      throw new ClozeException(
          SweepError.BAD_SEEDS,
          "seeds.data: cell (%s) draws nothing; data.few_shot belongs in the run file, or"
              + " seeds.training in its place",
          cell.describe());
    }
  }
}
