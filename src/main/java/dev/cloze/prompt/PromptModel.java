package dev.cloze.prompt;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.nn.StackInput;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.ModelError;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A language model with a prompt: a batch in, what the model says at the masks out. Holds
 * parameters and no state, so that many threads may score with it at once.
 */
public final class PromptModel implements AutoCloseable {
  private final LanguageModel model;
  private final Optional<SoftRows> softRows;
  private final NumberFormat format;

  /**
   * A model with a prompt.
   *
   * @param softRows the rows of the template's soft tokens, where it has any
   * @param format what the layers compute in
   */
  public PromptModel(LanguageModel model, Optional<SoftRows> softRows, NumberFormat format) {
    this.model = model;
    this.softRows = softRows;
    this.format = format;
  }

  /** A model that computes in single precision, for a template without soft tokens. */
  public PromptModel(LanguageModel model) {
    this(model, Optional.empty(), NumberFormat.F32);
  }

  /** The language model. */
  public LanguageModel model() {
    return model;
  }

  /** The rows of the soft tokens, where there are any. */
  public Optional<SoftRows> softRows() {
    return softRows;
  }

  /** What the layers compute in. */
  public NumberFormat format() {
    return format;
  }

  /** Whether neither the model nor its soft rows train: it says the same at every time. */
  public boolean isFixed() {
    return tensors().stream().noneMatch(Tensor::isTrainable);
  }

  /** Scores a batch: no dropout, no gradients unless the caller records. */
  public MaskStates score(PromptBatch batch) {
    return forward(Pass.scoring(Plan.EMPTY, format), batch);
  }

  /** Runs a batch as training does, with the dropout that the model was pretrained with. */
  public MaskStates train(PromptBatch batch) {
    return train(batch, Optional.empty());
  }

  /**
   * Runs a batch as training does.
   *
   * @param dropout the share that is set to 0; what the model was pretrained with where absent
   */
  public MaskStates train(PromptBatch batch, Optional<Double> dropout) {
    return forward(Pass.training(Plan.EMPTY, format, dropout), batch);
  }

  /** Rows that were computed before, as what the model says of {@code examples} examples. */
  MaskStates states(int examples, int masks, Tensor hidden) {
    return new States(Pass.scoring(Plan.EMPTY, format), examples, masks, hidden, Optional.empty());
  }

  /** The same in a training, whose dropout is that of what stands on the rows. */
  MaskStates trainedOn(int examples, int masks, Tensor hidden, Optional<Double> dropout) {
    return new States(
        Pass.training(Plan.EMPTY, format, dropout), examples, masks, hidden, Optional.empty());
  }

  /**
   * Runs a batch through the model.
   *
   * @throws ClozeException {@link ModelError#TOKEN_OUT_OF_RANGE} where the tokenizer that made the
   *     batch is another model's; {@link ModelError#TOO_LONG}
   */
  public MaskStates forward(Pass pass, PromptBatch batch) {
    requireKnown(batch.ids());
    int rows = batch.batch();
    int length = batch.length();
    Tensor words = model.embed(pass, Tensor.of(batch.ids(), rows, length)); // [B,T,H]
    Tensor laid = // [B,T,H]
        softRows
            .map(
                soft ->
                    Indexing.overlay(
                        words, soft.tensor(), Tensor.of(batch.softIds(), rows, length)))
            .orElse(words);
    StackInput input =
        new StackInput(
            laid,
            Tensor.of(batch.tokenTypes(), rows, length),
            AttentionMask.of(rows, length, batch.attentionMask()),
            0);
    ImmutableLongArray masks =
        ImmutableLongArray.copyOf(Arrays.stream(batch.maskPositions()).asLongStream());
    return new States(
        pass, rows, batch.masks(), model.encodeAt(pass, input, masks), Optional.of(batch));
  }

  private void requireKnown(long[] ids) {
    int vocabulary = model.shape().vocabulary();
    for (long id : ids) {
      if (id >= vocabulary) {
        throw new ClozeException(
            ModelError.TOKEN_OUT_OF_RANGE,
            "the tokenizer made token number %d, the model has tokens 0 to %d; both must come from"
                + " one model",
            id,
            vocabulary - 1);
      }
    }
  }

  /** The tensors that a training of everything moves: the model's and those of the soft rows. */
  public ImmutableList<Tensor> tensors() {
    ImmutableList.Builder<Tensor> tensors = ImmutableList.builder();
    model.parameters().forEach(parameter -> tensors.add(parameter.tensor()));
    softRows.ifPresent(soft -> tensors.addAll(soft.parameters().values()));
    return tensors.build();
  }

  @Override
  public void close() {
    softRows.ifPresent(SoftRows::close);
    model.close();
  }

  private final class States implements MaskStates {
    private final Pass pass;
    private final int examples;
    private final int masks;
    private final Tensor hidden;
    private final Optional<PromptBatch> read;

    States(Pass pass, int examples, int masks, Tensor hidden, Optional<PromptBatch> read) {
      this.pass = pass;
      this.examples = examples;
      this.masks = masks;
      this.hidden = hidden;
      this.read = read;
    }

    @Override
    public int batch() {
      return examples;
    }

    @Override
    public int masks() {
      return masks;
    }

    @Override
    public Tensor hidden() {
      return hidden;
    }

    @Override
    public Tensor transformed() {
      return model.transform(pass, hidden);
    }

    @Override
    public Tensor logits(int[] ids) {
      long[] wanted = Arrays.stream(ids).asLongStream().toArray();
      requireKnown(wanted);
      return model.logits(pass, hidden, Tensor.of(wanted, wanted.length));
    }

    @Override
    public Tensor logits() {
      return model.logits(pass, hidden);
    }

    @Override
    public Tensor dropped(Tensor rows, Optional<Double> share) {
      double wanted = share.filter(asked -> pass.trains()).orElse(pass.dropout(USUAL_DROPOUT));
      return Layers.dropout(rows, wanted);
    }

    @Override
    public MaskStates filled(List<Filling> fillings) {
      if (read.isEmpty()) {
        return MaskStates.super.filled(fillings);
      }
      PromptBatch batch = read.get();
      return forward(
          pass.in(format),
          batch.again(
              fillings.stream()
                  .map(
                      filling ->
                          batch
                              .prompts()
                              .get(filling.example())
                              .filled(filling.tokens(), filling.reads(), model.shape().kind()))
                  .toList()));
    }

    @Override
    public ImmutableList<ImmutableList<ImmutableIntArray>> answers() {
      return read.map(
              batch ->
                  batch.prompts().stream()
                      .map(EncodedPrompt::answers)
                      .collect(ImmutableList.toImmutableList()))
          .orElseGet(MaskStates.super::answers);
    }
  }
}
