"""Which alert means what to a torrent. Alerts are only valid while they are handled: everything is copied out."""

import libtorrent as lt

from miauflix.peers.live import LiveTorrent


def deliver(alert: lt.torrent_alert, live: LiveTorrent) -> None:
    """Hand an alert to the torrent it is about."""
    match alert:
        case lt.piece_finished_alert():
            live.on_piece(alert.piece_index)
        case lt.save_resume_data_alert():
            live.saver.answer(lt.write_resume_data_buf(alert.params))
        case lt.save_resume_data_failed_alert():
            live.saver.answer(None)
        case lt.metadata_received_alert():
            live.on_metadata(alert.handle)
        case lt.torrent_checked_alert():
            live.on_checked()
        case lt.file_error_alert() | lt.torrent_error_alert():
            live.on_trouble(alert.error.message(), alert.error.value())
        case _:
            pass
