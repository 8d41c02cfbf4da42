# A formula for Homebrew, for a tap: `brew install --formula ./packaging/trialign.rb`. It builds a release from its tag.
class Trialign < Formula
  desc "Aligns English, Simplified and Traditional Chinese articles sentence by sentence"
  homepage "https://github.com/trialign/trialign"
  url "https://github.com/trialign/trialign.git", tag: "v0.1.0"
  license all_of: [any_of: ["MIT", "Apache-2.0"], "CC-BY-SA-4.0"]
  head "https://github.com/trialign/trialign.git", branch: "main"

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    system bin/"trialign", "generate", "--out", "generated"
    man1.install Dir["generated/*.1"]
    bash_completion.install "generated/trialign.bash" => "trialign"
    zsh_completion.install "generated/_trialign"
    fish_completion.install "generated/trialign.fish"
    pkgshare.install "corpus"
  end

  test do
    system bin/"trialign", "align", pkgshare/"corpus", "-o", testpath/"corpus.csv"
    assert_match "bead_id,article,row", (testpath/"corpus.csv").read
  end
end
