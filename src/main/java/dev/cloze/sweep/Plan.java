package dev.cloze.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.cloze.base.OptionsWriter;
import java.nio.charset.StandardCharsets;

/**
 * The cells of a sweep, in the order in which they run.
 *
 * @param options what is compared; {@code rows} names its axes
 */
public record Plan(SweepOptions options, ImmutableList<PlannedCell> planned) {
  /**
   * Lays every combination of values over the run file and binds it.
   *
   * @throws dev.cloze.base.ClozeException where a key, a value or a combination is wrong
   */
  public static Plan of(SweepFile file) {
    SweepOptions options = new Roles(file).resolved();
    return new Plan(options, CellOrder.of(new Expansion(file, options).cells()));
  }

  /** The cells. */
  public ImmutableList<Cell> cells() {
    return planned.stream().map(PlannedCell::cell).collect(toImmutableList());
  }

  /** How many runs the cells are, a run for each seed. */
  public int runs() {
    return planned.stream().mapToInt(cell -> cell.file().allSeeds().size()).sum();
  }

  /** The SHA-256 of all that the results depend on: options, cells and their run files. */
  String hash() {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putString(OptionsWriter.write(options), StandardCharsets.UTF_8);
    for (PlannedCell cell : planned) {
      hasher.putString(cell.cell().toString(), StandardCharsets.UTF_8);
      hasher.putString(OptionsWriter.write(cell.file()), StandardCharsets.UTF_8);
    }
    return hasher.hash().toString();
  }
}
