package dev.cloze.pretrain;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.nn.Parameter;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.plm.ModelShape;
import dev.cloze.template.SpecialToken;
import dev.cloze.tensor.Device;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Precision;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.WordPieceTrainer;
import dev.cloze.tokenize.WordPieceWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A pretraining from its file to a model's folder. */
public final class Pretrain {
  private final PretrainFile file;
  private final PretrainFolder folder;
  private final boolean isNew;
  private boolean isPrepared;

  private Pretrain(PretrainFile file, PretrainFolder folder, boolean isNew) {
    this.file = file;
    this.folder = folder;
    this.isNew = isNew;
  }

  /**
   * Begins a pretraining.
   *
   * @throws ClozeException {@link PretrainError#UNWRITABLE_FOLDER} where its folder holds one
   */
  public static Pretrain begin(PretrainFile file) {
    return new Pretrain(file, PretrainFolder.begin(file), true);
  }

  /**
   * Goes on with one.
   *
   * @param path the folder of its results
   * @param overrides {@code key=value} settings that are laid over those it was begun with
   * @throws ClozeException {@link PretrainError#NO_CHECKPOINT} where none was begun there; {@link
   *     PretrainError#OTHER_SETTINGS} where another corpus, model or tokenizer is laid over
   */
  public static Pretrain resume(Path path, List<String> overrides) {
    PretrainFolder folder = PretrainFolder.existing(path);
    PretrainFile begun = PretrainFile.read(folder.settings(), List.of());
    PretrainFile file = PretrainFile.read(folder.settings(), overrides).withOut(path);
    requireSame(path, "corpus", begun.corpus(), file.corpus());
    requireSame(path, "model", begun.model(), file.model());
    requireSame(path, "tokenizer", begun.tokenizer(), file.tokenizer());
    return new Pretrain(file, folder, false);
  }

  private static void requireSame(Path path, String key, Object begun, Object now) {
    if (!begun.equals(now)) {
      throw new ClozeException(
          PretrainError.OTHER_SETTINGS,
          "%s: it was begun with another %s than --set says; leave it as it was, or begin anew in"
              + " another --out",
          path,
          key);
    }
  }

  /** Runs to the end, or to the time to stop; where nothing is trained, nothing is left behind. */
  public PretrainResult run(Progress progress, PretrainListener listener) {
    try {
      Machine.use(Device.resolve(file.device()));
      file.threads().ifPresent(Machine::setThreads);
      prepareTokenizer(progress);
      try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder.model())) {
        return run(tokenizer, progress, listener);
      }
    } catch (RuntimeException e) {
      if (isNew && !isPrepared) {
        folder.remove();
      }
      throw e;
    }
  }

  private PretrainResult run(
      PretrainedTokenizer tokenizer, Progress progress, PretrainListener listener) {
    NumberFormat format = Precision.resolve(file.dtype());
    int begin = WholeWordMasking.required(tokenizer, SpecialToken.CLS);
    int end = WholeWordMasking.required(tokenizer, SpecialToken.SEP);
    Objective objective = new WholeWordMasking(tokenizer, file.masking());
    Seeds seeds = Seeds.of(file.seed());
    int length = file.training().length();
    try (PackedCorpus corpus =
            PackedCorpus.of(folder.tokens(), file.corpus(), tokenizer, end, progress);
        LanguageModel model = load(tokenizer, corpus.train(), end, format, progress)) {
      corpus.requireRows(length);
      Packing packing = new Packing(corpus.train(), length, begin, end, seeds);
      int[][] kept =
          new Packing(corpus.heldOut(), length, begin, end, seeds)
              .first(file.watch().heldOutRows());
      HeldOut heldOut = new HeldOut(kept, format, seeds);
      long parameters = model.parameters().stream().mapToLong(Parameter::size).sum();
      try (Pretraining pretraining =
          new Pretraining(file, folder, model, format, objective, packing, heldOut)) {
        listener.loaded(model.shape(), parameters, format, corpus.train().size());
        isPrepared = true;
        PretrainPages pages =
            new PretrainPages(
                file,
                folder,
                new PretrainPages.Loaded(
                    model.shape(),
                    parameters,
                    format,
                    corpus.train().size(),
                    corpus.heldOut().size(),
                    packing.rows()));
        return pretraining.run(
            progress,
            measurement -> {
              pages.write();
              listener.measured(measurement);
            });
      }
    }
  }

  private void prepareTokenizer(Progress progress) {
    Optional<Path> given = file.tokenizer().path().or(() -> file.model().path());
    if (given.isPresent()) {
      folder.copyTokenizer(given.get());
    } else if (!Files.exists(folder.model().resolve("tokenizer.json"))) {
      WordPieceTrainer trainer = new WordPieceTrainer(file.tokenizer().alphabet());
      file.corpus()
          .read(
              progress,
              "counting words",
              document -> {
                if (!file.corpus().isHeldOut(document)) {
                  trainer.add(document);
                }
              });
      int positions = file.model().shape().orElseThrow().positions();
      WordPieceWriter.write(
          folder.model(), trainer.train(file.tokenizer().vocabulary().orElseThrow()), positions);
    }
  }

  /** Of a checkpoint only the shapes matter here: its numbers come from the saved state. */
  private LanguageModel load(
      PretrainedTokenizer tokenizer,
      TokenFile tokens,
      int end,
      NumberFormat format,
      Progress progress) {
    LoadOptions options = LoadOptions.trained(format);
    if (file.model().path().isPresent()) {
      Path path = file.model().path().get();
      folder.copyConfig(path);
      return fit(Architectures.load(path, options), tokenizer);
    }
    if (!folder.hasState()) {
      long[] counts = tokens.counts(tokenizer.size());
      FreshModel.write(
          folder.model(),
          file.model().shape().orElseThrow(),
          counts,
          tokenizer.padId(),
          Seeds.of(file.seed()),
          words(tokens, counts, end, progress));
    }
    return Architectures.load(folder.model(), options);
  }

  private Optional<float[]> words(TokenFile tokens, long[] counts, int end, Progress progress) {
    if (file.model().initialization() == PretrainFile.Initialization.RANDOM) {
      return Optional.empty();
    }
    return Optional.of(
        CooccurrenceVectors.of(
            tokens,
            counts,
            end,
            file.model().shape().orElseThrow().hidden(),
            FreshModel.DEVIATION,
            Seeds.of(file.seed()),
            progress));
  }

  private LanguageModel fit(LanguageModel model, PretrainedTokenizer tokenizer) {
    ModelShape shape = model.shape();
    if (!WholeWordMasking.fits(shape, tokenizer, file.training().length())) {
      model.close();
      throw new ClozeException(
          PretrainError.UNFIT_MODEL,
          "model.path: a %s model with %d tokens and %d positions; a masked model with the"
              + " tokenizer's %d tokens and training.length of %d or more belongs there",
          shape.kind().name().toLowerCase(Locale.ROOT),
          shape.vocabulary(),
          shape.positions(),
          tokenizer.size(),
          file.training().length());
    }
    return model;
  }
}
