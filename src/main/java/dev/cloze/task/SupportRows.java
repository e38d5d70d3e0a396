package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.data.Example;
import dev.cloze.prompt.KeptRows;
import dev.cloze.prompt.MaskRows;
import dev.cloze.prompt.PromptModel;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.verbalizer.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Support texts as a model sees them: run when they are first asked for, kept until closed. */
final class SupportRows implements Support, AutoCloseable {
  private final PromptModel model;
  private final SupportPrompts prompts;
  private final SupportTexts texts;
  private final KeptRows kept;
  private final List<MaskRows> opened = new ArrayList<>();
  private Optional<Labelled> labelled = Optional.empty();
  private Optional<MaskRows> unlabelled = Optional.empty();

  SupportRows(PromptModel model, SupportPrompts prompts, SupportTexts texts, KeptRows kept) {
    this.model = model;
    this.prompts = prompts;
    this.texts = texts;
    this.kept = kept;
  }

  @Override
  public Optional<Labelled> labelled() {
    boolean known = texts.labelled().stream().allMatch(example -> example.label().isPresent());
    if (labelled.isEmpty() && !texts.labelled().isEmpty() && known) {
      labelled =
          Optional.of(
              new Labelled(
                  rows(texts.labelled()),
                  ImmutableIntArray.copyOf(
                      texts.labelled().stream()
                          .mapToInt(example -> example.label().orElseThrow()))));
    }
    return labelled;
  }

  @Override
  public Optional<MaskRows> unlabelled() {
    List<Example> there = texts.unlabelledFirst();
    if (unlabelled.isEmpty() && !there.isEmpty()) {
      unlabelled = Optional.of(rows(there));
    }
    return unlabelled;
  }

  @Override
  public ImmutableList<String> texts() {
    return texts.unlabelledFirst().stream()
        .map(example -> String.join(" ", example.fields().values()))
        .collect(ImmutableList.toImmutableList());
  }

  private MaskRows rows(List<Example> examples) {
    List<EncodedPrompt> encoded = prompts.encodeAll(examples);
    MaskRows rows =
        model.isFixed()
            ? kept.of(model, encoded, prompts::collate)
            : MaskRows.of(model, encoded, prompts::collate);
    opened.add(rows);
    return rows;
  }

  @Override
  public void close() {
    opened.forEach(MaskRows::close);
  }
}
