package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Cases recorded with OpenPrompt: what it makes of templates, examples and label words, from the
 * entries of the template to the scores of the labels. A case may differ by the reasons of {@link
 * KnownFault} and by no others.
 */
final class OpenPromptFixture implements Fixture {
  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve(Recording.FILE));
  }

  @Override
  public boolean agrees(Path folder, Consumer<String> lines) {
    Recording recording = Recording.read(folder);
    ImmutableList<CaseCheck> checks = check(recording);
    Map<KnownFault, Integer> reasons = new EnumMap<>(KnownFault.class);
    int equal = 0;
    int differing = 0;
    for (int i = 0; i < checks.size(); i++) {
      CaseCheck check = checks.get(i);
      if (check.difference().isEmpty()) {
        equal++;
      } else {
        lines.accept(line(i, recording.cases().get(i), check));
        if (check.differs()) {
          differing++;
        } else {
          reasons.merge(check.faults().get(0), 1, Integer::sum);
        }
      }
    }
    reasons.forEach((fault, count) -> lines.accept("%d by reason: %s".formatted(count, fault)));
    lines.accept(
        "%d cases: %d equal, %d differ by reason%s"
            .formatted(
                checks.size(),
                equal,
                checks.size() - equal - differing,
                differing == 0 ? "" : ", " + differing + " differ without one"));
    return differing == 0;
  }

  /** The verdicts on all cases, in their order. */
  static ImmutableList<CaseCheck> check(Recording recording) {
    Map<String, CaseModel> models = new HashMap<>();
    try {
      ImmutableList.Builder<CaseCheck> checks = ImmutableList.builder();
      for (RecordedCase recorded : recording.cases()) {
        CaseModel model =
            models.computeIfAbsent(recorded.plm(), name -> new CaseModel(recording, name));
        checks.add(CaseCheck.of(recording, recorded, model));
      }
      return checks.build();
    } finally {
      models.values().forEach(CaseModel::close);
    }
  }

  private static String line(int number, RecordedCase recorded, CaseCheck check) {
    String reason =
        check.differs()
            ? "differs: " + check.difference().orElseThrow()
            : "differs by reason: " + check.faults().get(0);
    return "case %d, %s, %s %d, %s: %s"
        .formatted(
            number,
            recorded.plm(),
            recorded.truncation().name().toLowerCase(Locale.ROOT),
            recorded.maxLength(),
            recorded.template(),
            reason);
  }
}
