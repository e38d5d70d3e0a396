package dev.cloze.pipeline;

import com.google.errorprone.annotations.FormatMethod;
import dev.cloze.report.ReportFile;
import java.util.Locale;
import java.util.function.Consumer;

/** Says in lines how PET goes and what came out. */
final class PetReport implements Pet.Listener {
  private static final double PER_CENT = 100;

  private final Pet pet;
  private final Consumer<String> lines;

  /** A report of {@code pet}. */
  PetReport(Pet pet, Consumer<String> lines) {
    this.pet = pet;
    this.lines = lines;
  }

  /** What to say before the first training. */
  public void begin() {
    PetPlan plan = pet.plan();
    say("model     %s", plan.first().model().shown());
    say(
        "members   %d: %s, each %d %s",
        plan.seeds().get(0).members().size(),
        String.join(", ", plan.patterns()),
        plan.options().repetitions(),
        plan.options().repetitions() == 1 ? "time" : "times");
    if (!plan.labelled()) {
      say("data      none to train on: the first generation is not trained");
    }
    pet.warnings().forEach(warning -> say("warning   %s", warning));
  }

  @Override
  public void trained(long seed, String name, double figure) {
    say("seed %d, %s: %.2f %%", seed, name, PER_CENT * figure);
  }

  @Override
  public void ensemble(long seed, int generation, double figure) {
    say("seed %d, generation %d together: %.2f %%", seed, generation, PER_CENT * figure);
  }

  @Override
  public void note(long seed, String sentence) {
    say("warning   seed %d, %s", seed, sentence);
  }

  /** What to say when all seeds are done. */
  public void end(PetResult result) {
    say("");
    PetTable.lines(result).forEach(line -> say("%s", line));
    say("");
    say("results: %s, and as a page %s", pet.folder().path(), pet.folder().file(ReportFile.NAME));
    if (pet.plan().seeds().get(0).distil().isPresent()) {
      say(
          "next: 'cloze predict %s --input FILE' labels new texts with what was distilled",
          pet.folder().path());
    }
    say(
        "next: 'cloze annotate %s --texts FILE --out LABELS' labels them with all members",
        pet.folder().path());
  }

  @FormatMethod
  private void say(String format, Object... arguments) {
    lines.accept(String.format(Locale.ROOT, format, arguments));
  }
}
