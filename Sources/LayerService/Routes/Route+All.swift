extension Route {
    /// All routes of the service.
    static let all: [Route] =
        SessionRoutes.all + MessageRoutes.all + PetRoutes.all + UploadRoutes.all + UserRoutes.all
        + ChatRoutes.all + CompletionRoutes.all
        + ServiceRoutes.all + [ServicePage.route]
}
