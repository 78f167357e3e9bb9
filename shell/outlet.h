#pragma once

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>

namespace dingtu {

/// When results go through the pager: never, when they are longer than the screen, always.
enum class Paging : std::uint8_t { Off, Auto, On };

/// The pager that the environment asks for ($DINGTU_PAGER, $PAGER, else less); empty where none is
/// wanted or the program is not there.
[[nodiscard]] std::string pager_command();

/// Where the results of a shell go: to the terminal, there through a pager if they are longer than
/// the screen, or into a file. Like OutputStream it throws what went wrong; ClosedPipe when the
/// pager was left before the end.
class Outlet final : public std::ostream {
public:
    /// Borrows `terminal`. An empty `pager`: nothing is ever paged.
    Outlet(std::ostream& terminal, std::string pager);
    Outlet(const Outlet&) = delete;
    Outlet& operator=(const Outlet&) = delete;
    ~Outlet() override;

    void set_paging(Paging paging) { paging_ = paging; }
    [[nodiscard]] Paging paging() const { return paging_; }
    [[nodiscard]] bool can_page() const { return !pager_.empty(); }

    /// What is written from now on belongs together, and is shown at end(), or when it is longer
    /// than the screen.
    void begin();
    /// Shows what is held back, and waits until the user leaves the pager. A file of to_file(once)
    /// ends with the first end() after something was written. Usable again
    /// afterwards, also after an error.
    void end();

    /// Throws Error{Run} if the file cannot be written.
    void to_file(const std::string& path, bool once);
    void to_terminal();
    [[nodiscard]] bool in_file() const;
    /// Whether an error of this stream is one of its pager or file, not of the terminal.
    [[nodiscard]] bool diverted() const;

private:
    class Buffer;
    std::unique_ptr<Buffer> buffer_;
    std::string pager_;
    Paging paging_ = Paging::Auto;
    bool once_ = false;
};

}  // namespace dingtu
