package dev.cloze.plm;

final class Gpt2Test extends LanguageModelContract {
  @Override
  String family() {
    return "gpt2";
  }
}
